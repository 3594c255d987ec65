import type { ColumnKind, Value } from '#shared/records/record.ts'

/** The columns of a table, in order. */
export type TableColumns = Readonly<Record<string, ColumnKind>>

/** An array of SQL arrives as an array; everything else as the row objects of records hold it. */
export type SqlValue = Value | readonly SqlValue[]

/**
 * Rows by column name. Dates are 'YYYY-MM-DD', timestamps epoch milliseconds. An integer is a number, unless the column's name
 * ends in `_micros` (then always bigint) or the value is beyond 2^53 (then bigint, never rounded).
 */
export type SqlRow = Readonly<Record<string, SqlValue>>

export interface SqlColumn {
  readonly name: string
  /** Trino's name of the type: varchar, bigint, integer, double, boolean, date, timestamp(3), array(…). */
  readonly type: string
}

export interface SqlResult {
  readonly columns: readonly SqlColumn[]
  readonly rows: readonly SqlRow[]
}

/** A table made of objects in the lake. `hive`: `source` and `month` come from the path. */
export interface LakeTable {
  readonly name: string
  /** Not given: what the files say. */
  readonly columns?: TableColumns
  readonly keys: readonly string[]
  readonly hive: boolean
}

/** A model to be run: one Trino SELECT whose columns must be exactly these, in this order. */
export interface ModelTable {
  readonly name: string
  readonly sql: string
  readonly columns: TableColumns
  /** Runs anew whenever it is read and takes no room: for wide plain selects of which each reader wants few columns. */
  readonly view?: boolean
  /**
   * The engine may write the rows to Parquet in this order at once and read them from there: `toParquet` then hands out that
   * file. For wide tables that leave the engine anyway.
   */
  readonly sorted?: SortedBy
}

/**
 * `unique`: no two rows are equal in `order`, so that the other columns needn't be compared. `order` empty and `unique`: the
 * SELECT ends in its own ORDER BY.
 */
export interface SortedBy {
  readonly order: readonly string[]
  readonly unique: boolean
}

/**
 * One working space of an engine; its tables live until `close`. Statements are Trino text.
 * Errors: Bug where a model breaks its contract or does not run, Unavailable where the engine is out of reach.
 */
export interface WarehouseSession {
  /** So many models may be made at once; not given: one. */
  readonly sideBySide?: number
  addLakeTable(table: LakeTable): Promise<void>
  addRows(name: string, columns: TableColumns, rows: readonly Readonly<Record<string, Value>>[]): Promise<void>
  /** Answers the number of rows; of a view undefined, for it has not run yet. */
  addModel(model: ModelTable): Promise<number | undefined>
  /** Frees the room of a model or of added rows; nothing that is read later may need it. */
  drop(name: string): Promise<void>
  /** `limit`: at most so many rows are read. */
  query(sql: string, limit?: number): Promise<SqlResult>
  /** True: no two rows are equal in these columns. False: perhaps some are. An engine without a quick way has none. */
  isKey?(name: string, columns: readonly string[]): Promise<boolean>
  /**
   * Parquet bytes of a table, sorted by `order` and then by all other columns: same rows, same bytes. A model that was made
   * `sorted` has its own order.
   */
  toParquet(name: string, columns: TableColumns, order: readonly string[]): Promise<Uint8Array>
  /** From now on only what is registered can be read, and settings can't be changed. */
  lock(): Promise<void>
  interrupt(): void
  close(): Promise<void>
}

export interface Warehouse {
  open(): Promise<WarehouseSession>
}
