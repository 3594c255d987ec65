import type { ColumnInfo, Row } from '@aws-sdk/client-athena'
import type { SqlColumn, SqlRow, SqlValue } from './warehouse.ts'

/** Athena says `timestamp` where Trino says timestamp(3); a decimal and an array come without what is in them. */
const trinoName = ({ Type = 'varchar', Precision, Scale }: ColumnInfo): string => {
  if (Type === 'timestamp') return 'timestamp(3)'
  return Type === 'decimal' ? `decimal(${Precision},${Scale})` : Type
}

/** The columns in order; a name that is there already gets a number, as no row can hold it twice. */
export function sqlColumns(infos: readonly ColumnInfo[]): readonly SqlColumn[] {
  const seen = new Map<string, number>()
  return infos.map((info) => {
    const name = String(info.Name)
    const times = seen.get(name) ?? 0
    seen.set(name, times + 1)
    return { name: times === 0 ? name : `${name}_${times}`, type: trinoName(info) }
  })
}

function integer(column: string, text: string): number | bigint {
  if (column.endsWith('_micros')) return BigInt(text)
  const small = Number(text)
  return Number.isSafeInteger(small) ? small : BigInt(text)
}

const integers = new Set(['bigint', 'integer', 'smallint', 'tinyint'])

/** Athena does not quote what stands in an array: texts that hold ", " can't be told apart. */
const items = (text: string): readonly SqlValue[] =>
  text === '[]'
    ? []
    : text
        .slice(1, -1)
        .split(', ')
        .map((item) => (item === 'null' ? null : /^-?\d{1,15}$/.test(item) ? Number(item) : item))

/** A value of Athena as the port promises it. */
export function fromAthena({ name, type }: SqlColumn, text: string | undefined): SqlValue {
  if (text === undefined) return null
  if (integers.has(type)) return integer(name, text)
  if (type === 'double' || type === 'float' || type.startsWith('decimal')) return Number(text)
  if (type === 'boolean') return text === 'true'
  if (type === 'timestamp(3)') return Date.parse(`${text.replace(' ', 'T')}Z`)
  return type === 'array' ? items(text) : text
}

export const toRow = (columns: readonly SqlColumn[], { Data = [] }: Row): SqlRow =>
  Object.fromEntries(columns.map((column, at) => [column.name, fromAthena(column, Data[at]?.VarCharValue)]))
