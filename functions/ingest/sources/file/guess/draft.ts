import { stringify } from 'yaml'
import type { Language, Text } from '#shared/i18n/text.ts'
import { say } from '#shared/i18n/text.ts'
import { records } from '#shared/records/index.ts'
import type { Column } from '#shared/records/record.ts'
import type { Guess, Proposal } from './guess.ts'
import { proposeRecords } from './propose.ts'
import { commonDates } from './roles.ts'

export interface DraftOptions {
  readonly name: string
  readonly language: Language
  /** What stands in `files`; the guessed file's path when not given. */
  readonly files?: string
}

/** The YAML of a connection made from a guess, with a comment wherever a person should look. */
export function draftConnection(guess: Guess, { name, language, files = guess.path }: DraftOptions): string {
  const proposals = proposeRecords(guess)
  const lines = [
    '# yaml-language-server: $schema=./connection.schema.json',
    `name: ${name}`,
    'kind: file',
    `files: ${inline(files)}`,
    `format: ${inline(formatOf(guess))}`,
    ...zoneLines(language),
    ...numberLines(guess, language),
    ...dateLines(guess, language),
    ...currencyLines(guess, proposals, language),
    ...personalLines(guess, proposals, language),
    'records:',
    ...(proposals.length > 0 ? proposals : [emptyLead]).flatMap((proposal) => recordLines(proposal, language)),
    ...restLines(guess, proposals, language),
  ]
  return `${lines.join('\n')}\n`
}

const emptyLead: Proposal = { record: 'lead', columns: {} }

/** A value on one line, quoted only where YAML needs it. */
const inline = (value: unknown): string =>
  stringify(value, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false, singleQuote: true }).trim()

const withComment = (line: string, comment: Text, language: Language): string => `${line}  # ${comment[language]}`

function formatOf({ format }: Guess) {
  const { type, delimiter, encoding, header_row } = format
  if (type === 'xlsx') return { type, header_row }
  return type === 'csv' ? { type, delimiter, encoding, header_row } : { type, encoding, header_row }
}

function zoneLines(language: Language): string[] {
  const line = `time_zone: ${language === 'ru' ? 'Europe/Moscow' : 'UTC'}`
  return [
    withComment(
      line,
      say('проверьте: часовой пояс времени в файле', 'check: the time zone of times in the file'),
      language,
    ),
  ]
}

function numberLines(guess: Guess, language: Language): string[] {
  const unclear = guess.columns.filter(({ decimal }) => decimal === 'unclear').map(({ name }) => name)
  if (guess.decimal) return [`decimal: ${guess.decimal}`]
  if (unclear.length === 0) return []
  const comment = say(
    `проверьте: 1.234 — это 1,234 (point) или 1234 (comma)? Колонки: ${unclear.join(', ')}`,
    `check: is 1.234 one and a bit (point) or 1234 (comma)? Columns: ${unclear.join(', ')}`,
  )
  return [withComment(`decimal: ${language === 'ru' ? 'comma' : 'point'}`, comment, language)]
}

function dateLines(guess: Guess, language: Language): string[] {
  const dates = commonDates(guess)
  const line = `dates: ${inline(dates.length === 1 ? dates[0] : dates)}`
  const unclear = guess.columns.filter(({ isOrderUnclear }) => isOrderUnclear).map(({ name }) => name)
  if (unclear.length === 0) return [line]
  const comment = say(
    `проверьте: что первым, день или месяц? По данным не видно: ${unclear.join(', ')}`,
    `check: day or month first? The data doesn't tell: ${unclear.join(', ')}`,
  )
  return [withComment(line, comment, language)]
}

function currencyLines(guess: Guess, proposals: readonly Proposal[], language: Language): string[] {
  if (guess.currency) return [`currency: ${guess.currency}`]
  const hasMoney = proposals.some(({ columns }) => Object.keys(columns).some((name) => name.endsWith('_micros')))
  const hasOwn = proposals.every(
    ({ record, columns }) => !('currency' in records[record].columns) || 'currency' in columns,
  )
  if (!hasMoney || hasOwn) return []
  const line = `currency: ${language === 'ru' ? 'RUB' : 'USD'}`
  return [
    withComment(
      line,
      say('проверьте: в файле валюта не указана', "check: the file doesn't say the currency"),
      language,
    ),
  ]
}

function personalLines(guess: Guess, proposals: readonly Proposal[], language: Language): string[] {
  const hashed = new Set(JSON.stringify(proposals).match(/(?<="(?:phone|email)":")[^"]+/g) ?? [])
  const names = guess.columns
    .filter(({ role, name }) => (role === 'person' || role === 'phone' || role === 'email') && !hashed.has(name))
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

function recordLines({ record, where, each, columns }: Proposal, language: Language): string[] {
  return [
    `  - record: ${record}`,
    ...(where ? [`    where: ${inline(where)}`] : []),
    ...(each ? [`    each: ${inline(each)}`] : []),
    '    columns:',
    ...Object.entries(columns).map(([name, expression]) => `      ${name}: ${inline(expression)}`),
    ...missingOf({ record, each, columns }).map(([name, { about }]) =>
      withComment(
        `      ${name}: '?'`,
        say(`впишите колонку файла: ${about.ru}`, `write a column of the file: ${about.en}`),
        language,
      ),
    ),
  ]
}

function missingOf({ record, each, columns }: Proposal): [string, Column][] {
  const given = new Set(['account', 'pulled_at', 'currency', ...(each ? ['field', 'value_text', 'value_number'] : [])])
  const all: Readonly<Record<string, Column>> = records[record].columns
  return Object.entries(all).filter(([name, { required }]) => required && !given.has(name) && !(name in columns))
}

function restLines(guess: Guess, proposals: readonly Proposal[], language: Language): string[] {
  const used = JSON.stringify(proposals)
  const rest = guess.columns.filter(({ name, role }) => role !== 'person' && !used.includes(JSON.stringify(name)))
  if (rest.length === 0) return []
  const names = rest.map(({ name }) => name).join(', ')
  return [`# ${say('Колонки, которые пока не взяты', 'Columns not taken yet')[language]}: ${names}`]
}
