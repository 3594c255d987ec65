import type { MonthFacts } from '#report/nightly/facts.ts'
import { formatFor } from '#shared/i18n/format.ts'
import { type Language, say, type Text } from '#shared/i18n/text.ts'

export interface DigestParts {
  readonly facts: MonthFacts
  /** Connections that were not read this time. */
  readonly failed: readonly string[]
  /** Where the pages stand on the web; not given: the page is attached. */
  readonly pageUrl?: string
}

const glyphs: Readonly<Record<MonthFacts['decisions'][number]['tone'], string>> = {
  off: '▼',
  near: '≈',
  ok: '✓',
  na: '○',
}

function unread(names: readonly string[]): readonly Text[] {
  if (names.length === 0) return []
  const list = names.join(', ')
  return [
    say(
      `Не удалось прочитать: ${list}. Цифры этих источников — по прошлой загрузке.`,
      `Could not be read: ${list}. The numbers of these sources are those of the last load.`,
    ),
  ]
}

const place = ({ facts, pageUrl }: DigestParts): Text =>
  pageUrl
    ? say(
        `Вся страница: ${pageUrl.replace(/\/$/, '')}/${facts.month}/`,
        `The whole page: ${pageUrl.replace(/\/$/, '')}/${facts.month}/`,
      )
    : say('Вся страница — во вложении.', 'The whole page is attached.')

const decision = ({ tone, title, text }: MonthFacts['decisions'][number]): Text =>
  say(`${glyphs[tone]} ${title.ru}\n${text.ru}`, `${glyphs[tone]} ${title.en}\n${text.en}`)

/** The letter after a night's run: what to decide today, in the page's own sentences. */
export function digestText(
  parts: DigestParts,
  language: Language,
): { readonly subject: string; readonly text: string } {
  const { facts, failed } = parts
  const f = formatFor(language, 'RUB')
  const who = facts.company ? `${facts.company}: ` : ''
  const subject = say(
    `${who}${f.month(facts.month)}, данные на ${f.date(facts.as_of)}`,
    `${who}${f.month(facts.month)}, data as of ${f.date(facts.as_of)}`,
  )
  const decisions = facts.decisions.map(decision)
  const head = say('Что решить сегодня', 'What to decide today')
  const blocks = [head, ...decisions, ...unread(failed), place(parts)]
  return { subject: subject[language], text: `${blocks.map((block) => block[language]).join('\n\n')}\n` }
}
