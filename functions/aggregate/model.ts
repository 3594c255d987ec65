import type { Text } from '#shared/i18n/text.ts'
import type { ColumnKind, Value } from '#shared/records/record.ts'

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
  /** Not stored but run by whoever reads it: for a wide plain select over records of which each reader wants few columns. */
  readonly view?: boolean
  /** Marts only: the text ends in an ORDER BY of its own that gives the order of the grain by something cheaper. */
  readonly inOrder?: boolean
}

/** A row by column name; `BIGINT` columns are bigint when their name ends in `_micros`, otherwise numbers. */
export type Row = Readonly<Record<string, Value>>

/** Runs Trino text over everything that is built so far. */
export type Query = (sql: string) => Promise<readonly Row[]>

/** A small table that TypeScript makes over distinct values, before the models that need it. */
export interface LookupDefinition extends ModelDefinition {
  readonly layer: 'lookup'
  readonly sql: undefined
  /** Every table that `make` queries: records, compiled agreement, staging models, other lookups. */
  readonly reads: readonly string[]
  readonly make: (query: Query) => Promise<readonly Row[]>
  /** To be raised when `make` changes its answers: SQL is part of a build's id, code is not. */
  readonly revision?: number
}

export const defineModel = (definition: ModelDefinition): ModelDefinition => definition

export const defineLookup = (definition: LookupDefinition): LookupDefinition => definition

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
