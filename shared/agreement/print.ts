import { type Language, say, type Text } from '#shared/i18n/text.ts'
import { dateText } from './describe/dates.ts'
import type { LoadedAgreement } from './load.ts'
import { type Html, html } from './print/html.ts'
import { bonusSection, planSection } from './print/results.ts'
import { clockSection, criteriaSection, exclusionSection, funnelSection, glossarySection } from './print/sections.ts'
import { pageStyle } from './print/style.ts'

/** One self-contained A4 page to sign. */
export function printAgreement(loaded: LoadedAgreement, language: Language): string {
  const { agreement } = loaded
  const title = say('Соглашение маркетинга и продаж', 'Agreement of marketing and sales')[language]
  const style: Html = { html: pageStyle }
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${agreement.company.name} · ${loaded.name}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p class="sub">${agreement.company.name} · ${inForce(loaded)[language]}</p>
${funnelSection(agreement, language)}
<div class="columns">
<div>${glossarySection(agreement, language)}${criteriaSection(agreement, language)}${exclusionSection(agreement, language)}${clockSection(agreement, language)}</div>
<div>${planSection(loaded, language)}${bonusSection(loaded, language)}</div>
</div>
${signatures(loaded, language)}
</main>
</body>
</html>
`.html
}

function inForce({ agreement }: LoadedAgreement): Text {
  const next = agreement.revision
  const since = dateText(agreement.effective_from)
  const from = say(`действует с ${since.ru}`, `in force from ${since.en}`)
  if (!next) return from
  return say(
    `${from.ru} · пересмотр ${dateText(next.next).ru} · следит за соглашением: ${next.owner}`,
    `${from.en} · next revision ${dateText(next.next).en} · kept by ${next.owner}`,
  )
}

function signatures({ agreement }: LoadedAgreement, language: Language): Html {
  const names = agreement.kpi?.names ?? {}
  const people: readonly (readonly [Text, string])[] = [
    [say('Маркетинг', 'Marketing'), names.marketing ?? ''],
    [say('Продажи', 'Sales'), names.sales ?? ''],
    [say('Собственник', 'Owner'), names.owner ?? ''],
  ]
  const lines = people.map(([role, name]) => html`<div>${role[language]}${name === '' ? '' : `: ${name}`}</div>`)
  return html`<div class="sign">${lines}</div>`
}
