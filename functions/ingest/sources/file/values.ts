import type { QuarantineCode } from '#ingest/units/rows.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import { dateReader } from '#shared/numbers/date.ts'
import { type DecimalMark, isPlaceholder, type NumberRules, readDecimal, readNumber } from '#shared/numbers/number.ts'
import type { ColumnKind, Value } from '#shared/records/record.ts'
import { cleanText, remembered } from './cells.ts'

/** Why a value could not be read. `currency` is what a money value was written with. */
export interface Failure {
  readonly code: QuarantineCode
  readonly message: Text
}

/** What the reading of one row leaves behind. */
export interface Trace {
  failure: Failure | undefined
  /** ISO code of the currency sign beside the last amount. */
  currency: string | undefined
}

export interface ValueRules {
  readonly decimal?: DecimalMark
  readonly dates: readonly string[]
  readonly zone: string
  /** Cells come from a format that knows numbers and dates (xlsx, jsonl). */
  readonly typed: boolean
  readonly serialDates: boolean
  readonly trim: boolean
  /** Cells are slices of larger texts. */
  readonly slices: boolean
}

/** A cell → a value of the kind; null when it is empty; undefined when it can't be read, and `trace.failure` says why. */
export type ValueReader = (cell: string) => Value | undefined

/** A row's cells → a value, as `ValueReader` does for one cell. */
export type RowReader = (cells: readonly string[]) => Value | undefined

export function valueReader(kind: ColumnKind, rules: ValueRules, trace: Trace): ValueReader {
  const fail = (code: QuarantineCode, message: Text): undefined => {
    trace.failure = { code, message }
    return undefined
  }
  if (kind === 'text') return textReader(rules)
  if (kind === 'id') return idReader(fail)
  if (kind === 'bool') return boolReader(fail)
  if (kind === 'date' || kind === 'instant') return dayReader(kind, rules, fail)
  return numberReader(kind, { decimal: rules.decimal, typed: rules.typed }, trace, fail)
}

type Fail = (code: QuarantineCode, message: Text) => undefined

function textReader({ trim, slices }: ValueRules): ValueReader {
  const read = remembered((cell) => ({ text: trim ? cleanText(cell) : cell.replaceAll('\0', '') }), slices)
  return (cell) => (cell === '' ? null : read(cell).text || null)
}

function idReader(fail: Fail): ValueReader {
  return (cell) => {
    const text = cleanText(cell)
    if (text === '') return null
    if (text.length > 5 && /^\d(?:[.,]\d+)?E\+\d+$/i.test(text)) return fail('NUMBER', damagedId)
    return text
  }
}

const damagedId = say(
  'Идентификатор испорчен: Excel записал длинное число как 5,8E+18 и потерял цифры. Выгрузите файл заново, колонку — как текст.',
  'The id is damaged: Excel wrote a long number as 5.8E+18 and lost digits. Export again with this column as text.',
)

const truths = new Map<string, boolean>([
  ...['1', 'true', 'yes', 'y', 'да', 'истина', '+', 'on'].map((word) => [word, true] as const),
  ...['0', 'false', 'no', 'n', 'нет', 'ложь', '-', 'off'].map((word) => [word, false] as const),
])

function boolReader(fail: Fail): ValueReader {
  return (cell) => {
    const text = cleanText(cell).toLowerCase()
    if (text === '') return null
    return truths.get(text) ?? fail('RANGE', say('Ожидалось да или нет.', 'Yes or no was expected.'))
  }
}

function dayReader(kind: 'date' | 'instant', rules: ValueRules, fail: Fail): ValueReader {
  const formats = rules.typed ? [...rules.dates, 'iso'] : rules.dates
  const parse = dateReader(formats, rules.zone, { serial: rules.serialDates })
  const read = remembered((cell): { value: Value | undefined } => {
    const text = cleanText(cell)
    const found = parse(text)
    if (found) return { value: kind === 'date' ? found.date : found.instant }
    return { value: isPlaceholder(text) || noDay.test(text) ? null : undefined }
  }, rules.slices)
  const wanted = rules.dates.join(', ')
  return (cell) => {
    if (cell === '') return null
    const { value } = read(cell)
    if (value !== undefined) return value
    const shape = shapeOf(cleanText(cell))
    return fail(
      'DATE',
      say(
        `Дата вида ${shape} не прочитана; ожидалось: ${wanted}.`,
        `A date like ${shape} can't be read; expected: ${wanted}.`,
      ),
    )
  }
}

/** What CRMs write instead of a day that hasn't come: amoCRM "не закрыта". */
const noDay = /^(0000-00-00.*|не (закрыт|указан|задан|оплачен|назначен)[ао]?|not (closed|set|specified))$/i

function numberReader(kind: 'money' | 'int' | 'double', rules: NumberRules, trace: Trace, fail: Fail): ValueReader {
  const read = kind === 'money' ? moneyOf(rules, trace) : plainOf(kind, rules)
  return (cell) => {
    if (cell === '') return null
    const value = read(cell)
    if (value !== undefined) return value
    const text = cleanText(cell)
    if (isPlaceholder(text)) return null
    const mark = rules.decimal ?? 'decimal: ?'
    const shape = shapeOf(text)
    return fail(
      'NUMBER',
      say(`Число вида ${shape} не прочитано (${mark}).`, `A number like ${shape} can't be read (${mark}).`),
    )
  }
}

const moneyOf =
  (rules: NumberRules, trace: Trace) =>
  (cell: string): bigint | undefined => {
    const found = readNumber(cell, rules)
    if (found?.currency) trace.currency = found.currency
    return found?.micros
  }

function plainOf(kind: 'int' | 'double', rules: NumberRules) {
  return (cell: string): number | undefined => {
    if (cell.length < 10 && /^\d+$/.test(cell)) return Number(cell)
    const plain = readDecimal(cell, rules)?.plain
    if (plain === undefined) return undefined
    const value = Number(plain)
    return kind === 'double' || (Number.isSafeInteger(value) && !/\.\d*[1-9]/.test(plain)) ? value : undefined
  }
}

/** What a cell looks like without what it says: quarantine must not hold personal data. */
export const shapeOf = (text: string): string =>
  `«${text.slice(0, 24).replace(/\d/g, '9').replace(/\p{L}/gu, 'x')}${text.length > 24 ? '…' : ''}»`
