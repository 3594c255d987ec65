import { join, resolve } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'

/** `node bench/floor.ts <folder of the files>`: what DuckDB alone needs to read the same files. Prints one line of JSON. */
const folder = resolve(process.argv[2] ?? '.')
const started = performance.now()
const instance = await DuckDBInstance.create(':memory:')
const connection = await instance.connect()
const rows: Record<string, number> = {}
for (const name of ['spend', 'leads']) {
  const path = join(folder, `${name}.csv`).replaceAll("'", "''")
  await connection.run(`create table ${name} as select * from read_csv('${path}')`)
  const counted = await connection.runAndReadAll(`select count(*)::int from ${name}`)
  rows[name] = Number(counted.getRows()[0]?.[0])
}
const rssMb = process.resourceUsage().maxRSS / 1024
const { user, system } = process.cpuUsage()
const cpu = { all: (user + system) / 1e6 }
console.log(JSON.stringify({ seconds: (performance.now() - started) / 1000, cpu, rows, rssMb }))
connection.closeSync()
instance.closeSync()
