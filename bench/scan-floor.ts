import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import type { ModelDefinition } from '#aggregate/model.ts'
import { records } from '#shared/records/index.ts'
import { type Spent, stopwatch } from './stopwatch.ts'

const scanned = ['visit', 'lead', 'stage_change', 'spend'] as const

/** The columns of a record that any model which reads it names. */
function columnsRead(record: (typeof scanned)[number], models: readonly ModelDefinition[]): readonly string[] {
  const texts = models.flatMap(({ sql }) => (sql && new RegExp(`\\b(from|join) ${record}\\b`).test(sql) ? [sql] : []))
  const words = new Set(texts.join('\n').match(/\w+/g))
  return [...Object.keys(records[record].columns), 'source'].filter((name) => words.has(name))
}

/** What DuckDB alone, with all cores, needs to read those columns of every file once: the best of three. */
export async function scanFloor(lake: string, models: readonly ModelDefinition[]): Promise<Spent> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const scan = async () => {
    const spent = stopwatch()
    for (const record of scanned) {
      const counts = columnsRead(record, models).map((name) => `count(${name})`)
      const files = join(lake, `records/${record}/*/*/*.parquet`).replaceAll("'", "''")
      await connection.run(`select ${counts.join(', ')} from read_parquet('${files}', hive_partitioning = true)`)
    }
    return spent()
  }
  const times = [await scan(), await scan(), await scan()]
  connection.closeSync()
  instance.closeSync()
  return { seconds: Math.min(...times.map(({ seconds }) => seconds)), cpu: Math.min(...times.map(({ cpu }) => cpu)) }
}
