import { personKey } from '#shared/people/keys.ts'
import type { ColumnKind, Value } from '#shared/records/record.ts'
import { cleanText } from './cells.ts'
import type { Expression, FileConnection } from './connection.ts'
import { derivedText } from './derived.ts'
import { hashOfCell } from './hashed-cell.ts'
import { type RowReader, type Trace, type ValueRules, valueReader } from './values.ts'

export interface Compiler {
  readonly connection: FileConnection
  readonly rules: ValueRules
  readonly trace: Trace
  readonly hashKey: Uint8Array
  /** Cells come from raw: phones and e-mails are already hashed. */
  readonly raw: boolean
  /** Index of a column; -1 for one that the file may lack. */
  position(column: string): number
}

type Named<K extends string> = Extract<Expression, Record<K, unknown>>

/** Expressions become closures once per file, so that a row costs only its own reading. */
export function compileExpression(expression: Expression, kind: ColumnKind, compiler: Compiler): RowReader {
  if (typeof expression === 'string') return cellReader({ column: expression }, kind, compiler)
  if ('column' in expression) return cellReader(expression, kind, compiler)
  if ('const' in expression) return always(constant(expression.const, kind, compiler))
  if ('first' in expression) return firstOf(expression.first.map((one) => compileExpression(one, kind, compiler)))
  if ('sum' in expression) return sumOf(expression.sum.map((one) => compileExpression(one, kind, compiler)))
  if ('present' in expression) return presence(compiler.position(expression.present))
  if ('phone' in expression) return personReader('phone', expression.phone, compiler)
  if ('email' in expression) return personReader('email', expression.email, compiler)
  if ('map' in expression) return mapped(expression, kind, compiler)
  return derived(expression, kind, compiler)
}

const always =
  (value: Value | undefined): RowReader =>
  () =>
    value

function cellReader({ column, date, decimal, trim }: Named<'column'>, kind: ColumnKind, compiler: Compiler): RowReader {
  const at = compiler.position(column)
  if (at < 0) return always(null)
  const { rules } = compiler
  const read = valueReader(
    // A date taken as text (a field of a lead) is spelled as a date.
    kind === 'text' && date ? 'date' : kind,
    { ...rules, decimal: decimal ?? rules.decimal, dates: date ? [date].flat() : rules.dates, trim: trim ?? true },
    compiler.trace,
  )
  return (cells) => read(cells[at]!)
}

/** Constants of a connection are written with a decimal point and ISO dates, whatever the file does. */
function constant(value: string | number | boolean, kind: ColumnKind, { rules, trace }: Compiler): Value | undefined {
  return valueReader(kind, { ...rules, decimal: 'point', dates: ['iso'] }, trace)(String(value))
}

const firstOf =
  (readers: readonly RowReader[]): RowReader =>
  (cells) => {
    for (const read of readers) {
      const value = read(cells)
      if (value !== null) return value
    }
    return null
  }

const sumOf =
  (readers: readonly RowReader[]): RowReader =>
  (cells) => {
    let sum: number | bigint | null = null
    for (const read of readers) {
      const value = read(cells)
      if (value === undefined) return undefined
      if (typeof value === 'bigint') sum = value + (typeof sum === 'bigint' ? sum : 0n)
      if (typeof value === 'number') sum = value + (typeof sum === 'number' ? sum : 0)
    }
    return sum
  }

const isFilled = (cell: string | undefined): boolean => cell !== undefined && cell !== '' && cleanText(cell) !== ''

const presence =
  (at: number): RowReader =>
  (cells) =>
    isFilled(cells[at])

function personReader(kind: 'phone' | 'email', column: string, compiler: Compiler): RowReader {
  const at = compiler.position(column)
  if (at < 0) return always(null)
  if (compiler.raw) return (cells) => hashOfCell(cells[at]!)
  const { region } = compiler.connection
  return (cells) => (isFilled(cells[at]) ? personKey(kind, cells[at]!, region, compiler.hashKey) : null)
}

function mapped({ map }: Named<'map'>, kind: ColumnKind, compiler: Compiler): RowReader {
  const from = compileExpression(map.from, 'text', compiler)
  const values = new Map<string, Value | undefined>()
  for (const [text, value] of Object.entries(map.values)) {
    const made = value === null ? null : constant(value, kind, compiler)
    values.set(cleanText(text), made)
    if (!values.has(cleanText(text).toLowerCase())) values.set(cleanText(text).toLowerCase(), made)
  }
  const otherwise = map.else === undefined ? null : constant(map.else, kind, compiler)
  return (cells) => {
    const text = from(cells)
    if (text === undefined) return undefined
    const key = text === null ? '' : String(text)
    if (values.has(key)) return values.get(key)
    const lower = key.toLowerCase()
    if (values.has(lower)) return values.get(lower)
    return text === null ? null : otherwise
  }
}

/** Capture, join, param: a text is made, then read as the column's kind. */
function derived(
  expression: Named<'capture'> | Named<'join'> | Named<'param'>,
  kind: ColumnKind,
  compiler: Compiler,
): RowReader {
  const text = derivedText(expression, (inner) => compileExpression(inner, 'text', compiler), compiler.trace)
  const read = valueReader(kind, compiler.rules, compiler.trace)
  return (cells) => {
    const value = text(cells)
    return typeof value === 'string' ? read(value) : value
  }
}
