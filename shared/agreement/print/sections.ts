import type { Language, Text } from '#shared/i18n/text.ts'
import { say } from '#shared/i18n/text.ts'
import { clockKindText, criterionText, durationText, sideText } from '../describe/values.ts'
import type { Agreement } from '../schema.ts'
import { type Html, html } from './html.ts'

const nothing: Html = { html: '' }

/** A heading with a table under it; nothing where there are no rows. */
export function tableSection(title: Text, rows: readonly (readonly (string | Html)[])[], language: Language): Html {
  if (rows.length === 0) return nothing
  const body = rows.map((cells) => html`<tr>${cells.map((cell, index) => tableCell(cell, index, cells.length))}</tr>`)
  return html`<section><h2>${title[language]}</h2><table>${body}</table></section>`
}

const tableCell = (cell: string | Html, index: number, count: number): Html =>
  index > 0 && index === count - 1 && count > 2 ? html`<td class="number">${cell}</td>` : html`<td>${cell}</td>`

export function funnelSection(agreement: Agreement, language: Language): Html {
  const stages = agreement.funnel.stages.map((stage) => {
    const note = stage.handoff ? say('здесь передача', 'the hand-off') : undefined
    const owner = sideText(stage.owner)[language]
    return html`<li class="${stage.handoff ? 'handoff' : 'stage'}"><b>${stage.label[language]}</b><small>${owner}${note ? html`, <b>${note[language]}</b>` : ''}</small></li>`
  })
  const title = say('1. Одна воронка', '1. One funnel')
  return html`<section><h2>${title[language]}</h2><ul class="funnel">${stages}</ul></section>`
}

export const glossarySection = (agreement: Agreement, language: Language): Html =>
  tableSection(
    say('2. Одни слова', '2. One set of words'),
    Object.values(agreement.glossary ?? {}).map(({ label, text }) => [html`<b>${label[language]}</b>`, text[language]]),
    language,
  )

export const criteriaSection = (agreement: Agreement, language: Language): Html =>
  tableSection(
    say('3. Лид — SQL, если', '3. A lead is SQL if'),
    Object.values(agreement.criteria?.sql ?? {}).map((criterion) => [
      html`<b>${criterion.label[language]}</b>`,
      criterionText(criterion)[language],
    ]),
    language,
  )

export function exclusionSection(agreement: Agreement, language: Language): Html {
  const names = Object.values(agreement.exclusions ?? {}).map((exclusion) => exclusion.label[language])
  if (names.length === 0) return nothing
  const title = say('Не считается лидом', 'Not a lead')
  const attempts = agreement.verdicts?.unreached_attempts
  const unreached =
    attempts === undefined
      ? ''
      : say(` Недозвон — только после ${attempts} попыток.`, ` Unreached only after ${attempts} attempts.`)[language]
  return html`<section><h2>${title[language]}</h2><p>${names.join(', ')}.${unreached}</p></section>`
}

export const clockSection = (agreement: Agreement, language: Language): Html =>
  tableSection(
    say('4. Сроки', '4. Clocks'),
    Object.values(agreement.sla).map((clock) => [
      html`<b>${clock.label[language]}</b>`,
      `${sideText(clock.owner)[language]}, ${clockKindText(clock.clock)[language]}`,
      durationText(clock.limit)[language],
    ]),
    language,
  )
