/** A column as Athena names it: varchar, bigint, integer, double, boolean, date, timestamp, decimal, array. */
export interface EngineColumn {
  readonly name: string
  readonly type: string
  readonly precision?: number
  readonly scale?: number
}

/** Values are texts in Athena's spelling, null where it sends none. */
export interface EngineResult {
  readonly columns: readonly EngineColumn[]
  readonly rows: readonly (readonly (string | null)[])[]
  readonly scannedBytes: number
  /** Rows that a statement has written. */
  readonly updateCount?: number
}

export interface EngineContext {
  readonly database: string
  readonly catalog: string
  readonly signal: AbortSignal
}

/** What stands behind the façade: DuckDB here, a real Trino elsewhere. Errors: StatementError for the author of the SQL. */
export interface Engine {
  execute(sql: string, context: EngineContext): Promise<EngineResult>
  close(): Promise<void>
}

/** The author's mistake, by Trino's name of it: SYNTAX_ERROR, TABLE_NOT_FOUND, … */
export class StatementError extends Error {
  readonly kind: string

  constructor(kind: string, message: string) {
    super(message)
    this.name = 'StatementError'
    this.kind = kind
  }
}
