import type { Text } from '#shared/i18n/text.ts'
import type { ColumnKind } from '#shared/records/record.ts'

export type Layer = 'staging' | 'lookup' | 'intermediate' | 'mart' | 'check'

/** The contract of a model: what its table is, what makes a row unique, and the columns in order with their kinds. */
export interface ModelDefinition {
  readonly name: string
  readonly layer: Layer
  /** One Trino SELECT. Lookups have none: TypeScript makes their rows. */
  readonly sql: string | undefined
  readonly about: Text
  /** Columns that are unique together (null counts as a value); also the order in which rows are written. */
  readonly grain: readonly string[]
  readonly columns: Readonly<Record<string, ColumnKind>>
  /** Checks only: `block` keeps the build from being published, `warn` is shown with its rows. */
  readonly severity?: 'block' | 'warn'
}

export const defineModel = (definition: ModelDefinition): ModelDefinition => definition

/** The Trino type of each column kind; records, compiled agreement and models all use it. */
export const trinoType: Readonly<Record<ColumnKind, string>> = {
  id: 'varchar',
  text: 'varchar',
  date: 'date',
  instant: 'timestamp(3)',
  int: 'bigint',
  money: 'bigint',
  double: 'double',
  bool: 'boolean',
}
