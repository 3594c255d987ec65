import type { Text } from '#shared/i18n/text.ts'

/**
 * Column kinds and how a value of each stands in a row object:
 * id, text: string · date: 'YYYY-MM-DD' · instant: epoch milliseconds (number) · int: safe integer (number)
 * money: integer micros (bigint) · double: number · bool: boolean. Absent is null, never 0 or ''.
 */
export type ColumnKind = 'id' | 'text' | 'date' | 'instant' | 'int' | 'money' | 'double' | 'bool'

export interface Column<K extends ColumnKind = ColumnKind, R extends boolean = boolean> {
  readonly kind: K
  readonly required: R
  readonly about: Text
}

interface KindValue {
  id: string
  text: string
  date: string
  instant: number
  int: number
  money: bigint
  double: number
  bool: boolean
}

export type Value = KindValue[ColumnKind] | null

export type Columns = Readonly<Record<string, Column>>

export type RowOf<C extends Columns> = {
  [K in keyof C]: C[K] extends Column<infer T, infer R> ? (R extends true ? KindValue[T] : KindValue[T] | null) : never
}

export interface RecordDefinition<C extends Columns = Columns> {
  readonly name: string
  readonly about: Text
  /** The columns that make a row the same row; versions of it share them. Empty: rows are never deduplicated by key. */
  readonly key: readonly string[]
  /** The column whose UTC day and month say where the row is stored; null: the record is undated (month 1970-01). */
  readonly dated: string | null
  readonly columns: C
}

/** The one definition from which the row type, validation, Parquet schema, SQL views and docs are made. */
export const defineRecord = <C extends Columns>(
  definition: RecordDefinition<C> & {
    readonly key: readonly (keyof C & string)[]
    readonly dated: (keyof C & string) | null
  },
): RecordDefinition<C> => definition

const column =
  <K extends ColumnKind, R extends boolean>(kind: K, required: R) =>
  (ru: string, en: string): Column<K, R> => ({ kind, required, about: { ru, en } })

/** Column helpers: `id.must('…','…')` is required, `id('…','…')` may be null. */
const helper = <K extends ColumnKind>(kind: K) => Object.assign(column(kind, false), { must: column(kind, true) })

export const id = helper('id')
export const text = helper('text')
export const date = helper('date')
export const instant = helper('instant')
export const int = helper('int')
export const money = helper('money')
export const double = helper('double')
export const bool = helper('bool')
