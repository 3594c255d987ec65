import { entityIds, entityPrefix } from '#ingest/mapping/entity-ids.ts'
import type { MappedRow } from '#ingest/units/rows.ts'
import { say } from '#shared/i18n/text.ts'
import { currencyCode } from '#shared/numbers/currency.ts'
import { urlWithoutPeople } from '#shared/people/url.ts'
import { records } from '#shared/records/index.ts'
import type { Column, Value } from '#shared/records/record.ts'
import type { Bad } from './bad.ts'
import type { Expression, RecordMapping } from './connection.ts'
import { type Compiler, compileExpression } from './expressions.ts'
import { compileFilters } from './filters.ts'
import { eachReader } from './lead-fields.ts'
import type { RowReader } from './values.ts'

/** Adds the rows that one record makes of a file row, or says why the row is bad. */
export type RecordReader = (cells: readonly string[], into: MappedRow[]) => Bad | undefined

type Row = Record<string, Value>

/** One column of a record that the connection fills. */
export interface Slot {
  readonly name: string
  readonly required: boolean
  /** What stands before an id; '' for other columns. */
  readonly prefix: string
  /** The column as messages call it: the file's name for it where it is one column. */
  readonly label: string
  readonly read: RowReader
}

export function compileRecord(mapping: RecordMapping, compiler: Compiler): RecordReader {
  const isWanted = compileFilters(mapping.where ?? [], compiler.position)
  const fill = rowFiller(mapping, compiler)
  const fields = mapping.each && eachReader(mapping.each, compiler)
  return (cells, into) => {
    if (isWanted && !isWanted(cells)) return undefined
    const found = fields?.(cells)
    if (found && !Array.isArray(found)) return found
    if (found?.length === 0) return undefined
    const row = fill(cells)
    if (isBad(row)) return row
    if (!found) into.push({ record: mapping.record, row })
    else for (const field of found) into.push({ record: mapping.record, row: { ...row, ...field } })
    return undefined
  }
}

/**
 * Starts each row as a copy of one that has all columns in the order of the definition and its constants in place: rows
 * then share a hidden class, and only what the file holds is set.
 */
function rowFiller(mapping: RecordMapping, compiler: Compiler): (cells: readonly string[]) => Row | Bad {
  const columns: Readonly<Record<string, Column>> = records[mapping.record].columns
  const names = Object.keys(columns).filter((name) => name !== 'pulled_at')
  const { trace, connection } = compiler
  const blank: Row = { ...Object.fromEntries(names.map((name) => [name, null])), account: connection.account }
  const slots = slotsOf(mapping, compiler)
  const hasCurrency = 'currency' in columns
  return (cells) => {
    trace.currency = undefined
    const row = { ...blank }
    for (const slot of slots) {
      const value = slot.read(cells)
      if (value === undefined) return { kind: 'bad', ...trace.failure!, column: slot.label }
      if (value !== null) row[slot.name] = slot.prefix === '' ? value : slot.prefix + String(value)
      else if (slot.required && !(hasCurrency && slot.name === 'currency')) return missing(slot)
    }
    if (!hasCurrency) return row
    const conflict = settleCurrency(row, trace.currency, connection.currency)
    return conflict ?? (row.currency === null && columns.currency?.required ? missing(unnamed('currency')) : row)
  }
}

const isBad = (row: Row | Bad): row is Bad => row.kind === 'bad' && 'code' in row

/** The filled columns in the order of the definition. */
export function slotsOf(mapping: RecordMapping, compiler: Compiler): readonly Slot[] {
  const columns: Readonly<Record<string, Column>> = records[mapping.record].columns
  return Object.keys(columns)
    .filter((name) => name !== 'pulled_at')
    .flatMap((name) => slotOf(name, columns[name]!, mapping, compiler))
}

function slotOf(name: string, column: Column, mapping: RecordMapping, compiler: Compiler): Slot[] {
  const expression = mapping.columns[name]
  if (expression === undefined) return []
  const { source, account } = compiler.connection
  const prefix = entityIds.has(name) ? entityPrefix(source, account) : ''
  const plain = compileExpression(expression, column.kind, compiler)
  const read = addresses.has(name) ? withoutPeople(plain) : plain
  return [{ name, required: column.required, prefix, label: columnOf(expression) ?? name, read }]
}

/** Columns that hold an address of a page, in which forms like to leave a phone or an e-mail. */
const addresses = new Set(['landing_url', 'referrer'])

const withoutPeople =
  (read: RowReader): RowReader =>
  (cells) => {
    const value = read(cells)
    return typeof value === 'string' ? urlWithoutPeople(value) : value
  }

function columnOf(expression: Expression): string | undefined {
  if (typeof expression === 'string') return expression
  return 'column' in expression ? expression.column : undefined
}

/** The currency of a row: its own column, else the connection's, else the sign beside the amount. They must agree. */
function settleCurrency(row: Row, written: string | undefined, usual: string | undefined): Bad | undefined {
  const mapped = row.currency
  const own = typeof mapped === 'string' ? currencyCode(mapped) : undefined
  if (typeof mapped === 'string' && !own) {
    return bad(
      'RANGE',
      'currency',
      'Валюта не распознана; нужен код, как RUB.',
      'The currency is not known; a code like RUB is needed.',
    )
  }
  const currency = own ?? usual ?? written ?? null
  if (written && currency !== written) {
    const ru = `Сумма записана в ${written}, а валюта строки — ${currency}.`
    return bad(
      'CONFLICT',
      'currency',
      ru,
      `The amount is written in ${written}, the currency of the row is ${currency}.`,
    )
  }
  row.currency = currency
  return undefined
}

const unnamed = (name: string) => ({ name, label: name })

function missing({ name, label }: Pick<Slot, 'name' | 'label'>): Bad {
  const ru = `Пусто обязательное поле «${label}» (${name}).`
  return bad('REQUIRED', label, ru, `The required field "${label}" (${name}) is empty.`)
}

const bad = (code: Bad['code'], column: string, ru: string, en: string): Bad => ({
  kind: 'bad',
  code,
  column,
  message: say(ru, en),
})
