import { trinoType } from '#aggregate/model.ts'
import { Bug } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { encodeTable } from '#shared/parquet/write.ts'
import { quoteName } from '#shared/sql/quote.ts'
import type { LakeTable, SqlResult, SqlRow, TableColumns, WarehouseSession } from '#shared/warehouse/warehouse.ts'
import type { Trino } from './client.ts'
import { toResult } from './values.ts'

/** What differs between the ways to hold tables in Trino. */
export interface TableStore {
  readonly trino: Trino
  addFiles(table: LakeTable): Promise<void>
  addRows: WarehouseSession['addRows']
  /** Answers the number of rows, where the select has run. */
  addSelect(name: string, sql: string, view: boolean): Promise<number | undefined>
  drop(name: string): Promise<void>
  close(): Promise<void>
}

const broken = (name: string, en: string, cause?: unknown) =>
  new Bug({ code: 'MODEL_FAILED', where: name, what: say(`${name}: ${en}`, `${name}: ${en}`), cause })

/** The types of a statement's answer as Trino itself describes them, without running it. */
export async function describe(trino: Trino, sql: string): Promise<Readonly<Record<string, string>>> {
  const { rows } = await trino('DESCRIBE OUTPUT model', { model: sql })
  return Object.fromEntries(rows.map((row) => [String(row[0]), String(row[4])]))
}

export const contractTypes = (columns: TableColumns): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(columns).map(([name, kind]) => [name, trinoType[kind]]))

async function checkTypes(trino: Trino, name: string, columns: TableColumns): Promise<void> {
  const given = JSON.stringify(await describe(trino, `SELECT * FROM ${quoteName(name)}`))
  const promised = JSON.stringify(contractTypes(columns))
  if (given !== promised) throw broken(name, `the contract promises ${promised}, Trino gives ${given}`)
}

/** Money is always bigint in a record, but the port knows it by the column's name only. */
const ofKinds = (columns: TableColumns, row: SqlRow): SqlRow =>
  Object.fromEntries(
    Object.entries(columns).map(([name, kind]) => {
      const value = row[name] ?? null
      return [name, kind === 'money' && typeof value === 'number' ? BigInt(value) : value]
    }),
  )

/** The warehouse port over Trino, for the same build and the same cases as DuckDB's. */
export function trinoSession(store: TableStore): WarehouseSession {
  const { trino } = store
  const query = async (sql: string, limit?: number): Promise<SqlResult> => toResult(await trino(sql), limit)
  return {
    query,
    addLakeTable: store.addFiles,
    addRows: store.addRows,
    async addModel({ name, sql, columns, view = false }) {
      try {
        const count = await store.addSelect(name, sql, view)
        await checkTypes(trino, name, columns)
        return count
      } catch (cause) {
        throw cause instanceof Bug ? cause : broken(name, String(cause), cause)
      }
    },
    drop: store.drop,
    async toParquet(name, columns, order) {
      const rest = Object.keys(columns).filter((column) => !order.includes(column))
      const sort = [...order, ...rest].map(quoteName).join(', ')
      const { rows } = await query(`SELECT * FROM ${quoteName(name)} ORDER BY ${sort}`)
      return encodeTable(
        columns,
        rows.map((row) => ofKinds(columns, row)),
      )
    },
    lock: async () => undefined,
    interrupt: () => undefined,
    close: store.close,
  }
}
