import type { DuckDBConnection } from '@duckdb/node-api'
import { Bug } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { quoteName } from '#shared/sql/quote.ts'
import { toDuckdb } from '#shared/sql/surface.ts'
import { checkContract } from './contract.ts'
import { copyToParquet, selectKept } from './ddl.ts'
import type { ModelTable, SortedBy } from './warehouse.ts'

const firstLine = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? ''

function modelFailed(name: string, cause: unknown): Bug {
  const reason = firstLine(cause)
  return new Bug({
    code: 'MODEL_FAILED',
    what: say(`Модель ${name} не выполнилась: ${reason}`, `Model ${name} did not run: ${reason}`),
    where: name,
    cause,
  })
}

async function checkColumns(connection: DuckDBConnection, { name, columns }: ModelTable, select: string) {
  const prepared = await connection.prepare(select)
  try {
    const at = Array.from({ length: prepared.columnCount }, (_, index) => index)
    const names = at.map((index) => prepared.columnName(index))
    checkContract(
      name,
      columns,
      names,
      at.map((index) => prepared.columnType(index)),
    )
  } finally {
    prepared.destroySync()
  }
}

/** Statements that make rows answer how many. */
async function countOf(connection: DuckDBConnection, statement: string): Promise<number> {
  const made = await connection.runAndReadAll(statement)
  return Number(made.getRows()[0]?.[0] ?? 0)
}

const withReason = async <T>(name: string, making: Promise<T>): Promise<T> =>
  making.catch((cause: unknown) => {
    throw cause instanceof Bug ? cause : modelFailed(name, cause)
  })

/** As a table, or as a view of its text. Answers the rows of a table. */
export async function makeTable(connection: DuckDBConnection, model: ModelTable): Promise<number | undefined> {
  const name = quoteName(model.name)
  const statement = `CREATE ${model.view ? 'VIEW' : 'TABLE'} ${name} AS ${toDuckdb(model.sql)}`
  const count = await withReason(model.name, countOf(connection, statement))
  await checkColumns(connection, model, `SELECT * FROM ${name}`)
  return model.view ? undefined : count
}

/** As a sorted file with a view over it: wide rows are made once and never stand in memory. Answers the rows. */
export async function makeKept(connection: DuckDBConnection, model: ModelTable, sorted: SortedBy, file: string) {
  const { name, columns } = model
  const select = toDuckdb(model.sql)
  await withReason(name, checkColumns(connection, model, select))
  const count = await withReason(name, countOf(connection, copyToParquet(`(${select}\n)`, columns, sorted, file)))
  await connection.run(`CREATE VIEW ${quoteName(name)} AS ${selectKept(columns, file)}`)
  return count
}
