import type { Language } from '#shared/i18n/text.ts'
import { say } from '#shared/i18n/text.ts'
import { type RecordName, records } from '#shared/records/index.ts'
import type { Column } from '#shared/records/record.ts'
import { inline, oneLine, withComment, withQuestion } from './draft-line.ts'
import type { Guess, Proposal } from './guess.ts'
import { peopleRoles } from './role.ts'
import { commonDates } from './roles.ts'

const twoLines = say(
  'проверьте: названия колонок стоят в двух строках. Соберите их в файле в одну',
  'check: the columns are named on two lines. Make one of them in the file',
)

export function formatLines(guess: Guess, language: Language): string[] {
  const line = `format: ${inline(formatOf(guess))}`
  if (guess.isTwoLined) return [withQuestion(line, twoLines, language)]
  if (guess.others.length === 0) return [line]
  const names = guess.others.map(oneLine).join(', ')
  const comment = say(
    `проверьте: читается один лист, каждому другому нужно своё подключение. Есть ещё: ${names}`,
    `check: one sheet is read, every other needs a connection of its own. There are also: ${names}`,
  )
  return [withQuestion(line, comment, language)]
}

function formatOf({ format }: Guess) {
  const { type, delimiter, encoding, header_row, sheet } = format
  if (type === 'xlsx') return sheet === undefined ? { type, header_row } : { type, header_row, sheet }
  return type === 'csv' ? { type, delimiter, encoding, header_row } : { type, encoding, header_row }
}

const isMoment = (column: string): boolean => column.endsWith('_at')

/** Exports that write times in UTC say so in the name of the column. */
const isUtc = (proposals: readonly Proposal[]): boolean =>
  proposals.some(({ columns }) =>
    Object.entries(columns).some(([name, from]) => isMoment(name) && /\b(UTC|GMT)\b/.test(JSON.stringify(from))),
  )

export function zoneLines(proposals: readonly Proposal[], language: Language): string[] {
  if (isUtc(proposals)) return ['time_zone: UTC']
  const line = `time_zone: ${language === 'ru' ? 'Europe/Moscow' : 'UTC'}`
  if (!proposals.some(({ columns }) => Object.keys(columns).some(isMoment))) return [line]
  return [
    withQuestion(
      line,
      say('проверьте: часовой пояс времени в файле', 'check: the time zone of times in the file'),
      language,
    ),
  ]
}

export function numberLines(guess: Guess, language: Language): string[] {
  const unclear = guess.columns.filter(({ decimal }) => decimal === 'unclear').map(({ name }) => name)
  if (guess.decimal) return [`decimal: ${guess.decimal}`]
  if (unclear.length === 0) return []
  const comment = say(
    `проверьте: 1.234 — это 1,234 (point) или 1234 (comma)? Колонки: ${unclear.join(', ')}`,
    `check: is 1.234 one and a bit (point) or 1234 (comma)? Columns: ${unclear.join(', ')}`,
  )
  // Not said, such numbers are refused instead of being read a thousand times too large or too small.
  return [withQuestion(`# decimal: ${language === 'ru' ? 'comma' : 'point'}`, comment, language)]
}

export function dateLines(guess: Guess, language: Language): string[] {
  const dates = commonDates(guess)
  const line = `dates: ${inline(dates.length === 1 ? dates[0] : dates)}`
  const unclear = guess.columns.filter(({ isOrderUnclear }) => isOrderUnclear).map(({ name }) => name)
  if (unclear.length === 0) return [line]
  const comment = say(
    `проверьте: что первым, день или месяц? По данным не видно: ${unclear.join(', ')}`,
    `check: day or month first? The data doesn't tell: ${unclear.join(', ')}`,
  )
  return [withQuestion(`# ${line}`, comment, language)]
}

export function currencyLines(guess: Guess, proposals: readonly Proposal[], language: Language): string[] {
  const known = currencyOf(guess, proposals)
  if (known) return [`currency: ${known}`]
  const hasMoney = proposals.some(({ record, columns }) => isMoneyNeeded(record) || Object.keys(columns).some(isMoney))
  const hasOwn = proposals.every(
    ({ record, columns }) => !('currency' in records[record].columns) || 'currency' in columns,
  )
  if (!hasMoney || hasOwn) return []
  const line = `currency: ${language === 'ru' ? 'RUB' : 'USD'}`
  return [
    withQuestion(
      line,
      say('проверьте: в файле валюта не указана', "check: the file doesn't say the currency"),
      language,
    ),
  ]
}

/** Of the amounts that are taken; of all that the file shows where none is. */
function currencyOf({ columns, currency }: Guess, proposals: readonly Proposal[]): string | undefined {
  const amounts = proposals.flatMap(({ columns }) => Object.entries(columns).filter(([name]) => isMoney(name)))
  const used = JSON.stringify(amounts)
  const known = new Set(
    columns.filter(({ name }) => used.includes(JSON.stringify(name))).flatMap(({ currency = [] }) => currency),
  )
  return known.size === 1 ? [...known][0] : known.size === 0 ? currency : undefined
}

const isMoney = (column: string): boolean => column.endsWith('_micros')

const isMoneyNeeded = (record: RecordName): boolean =>
  Object.entries<Column>(records[record].columns).some(([name, { required }]) => required && isMoney(name))

/** Phones are taken for Russian ones unless somebody says otherwise. */
export function regionLines({ columns }: Guess, language: Language): string[] {
  if (language === 'ru' || !columns.some(({ lackCountry }) => lackCountry)) return []
  const comment = say(
    'проверьте: страна телефонов, записанных без +',
    'check: the country of phones that are written without +',
  )
  return [withQuestion('region: US', comment, language)]
}

export function totalLines({ where }: Guess, language: Language): string[] {
  if (where.length === 0) return []
  return [
    withComment(`where: ${inline(where)}`, say('строки итогов не берутся', 'rows of totals are left out'), language),
  ]
}

export function personalLines(guess: Guess, proposals: readonly Proposal[], language: Language): string[] {
  const hashed = new Set(JSON.stringify(proposals).match(/(?<="(?:phone|email)":")[^"]+/g) ?? [])
  const names = guess.columns
    .filter(({ role, isPersonal, name }) => (isPersonal || peopleRoles.has(role)) && !hashed.has(name))
    .map(({ name }) => name)
  if (names.length === 0) return []
  return [
    withComment(
      `personal: ${inline(names)}`,
      say('эти ячейки нигде не сохраняются', 'these cells are never stored'),
      language,
    ),
  ]
}
