import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { folderLake } from '#shared/lake/folder.ts'
import { memoryLake } from '#shared/lake/memory.ts'
import { encodeTable } from '#shared/parquet/write.ts'
import { duckdbWarehouse } from '#shared/warehouse/duckdb.ts'
import type { SortedBy, TableColumns, WarehouseSession } from '#shared/warehouse/warehouse.ts'
import {
  everyKind as kinds,
  everyKindNulls as nulls,
  everyKindRow as row,
  testWarehouse,
  everyKindTypes as types,
} from '#test/contracts/warehouse.ts'

const folder = mkdtempSync(join(tmpdir(), 'concord-warehouse-'))
const scratch = join(folder, 'scratch')
const open = (threads = 2) => duckdbWarehouse({ lakeRoot: folder, scratch, threads }).open()
let session: WarehouseSession

beforeAll(async () => {
  session = await open()
})
afterAll(async () => {
  await session.close()
  rmSync(folder, { recursive: true, force: true })
})

function put(key: string, columns: TableColumns, rows: readonly Record<string, unknown>[]): string {
  const file = join(folder, key)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, encodeTable(columns, rows))
  return key
}

testWarehouse('duckdb', async () => {
  const root = mkdtempSync(join(folder, 'lake-'))
  return { warehouse: duckdbWarehouse({ lakeRoot: root, scratch }), lake: folderLake(root) }
})

testWarehouse('duckdb over copies', async () => {
  const lake = memoryLake()
  return { warehouse: duckdbWarehouse({ lakeRoot: lake, scratch }), lake }
})

describe('room', () => {
  test('a view runs when it is read, and what is dropped is gone', async () => {
    const other = await open()
    await other.addRows('kept', { n: 'int' }, [{ n: 1 }])
    const columns: TableColumns = { n: 'int' }
    const shown = { name: 'shown', sql: 'SELECT CAST(sum(n) AS bigint) AS n FROM kept', columns, view: true }
    expect(await other.addModel(shown)).toBeUndefined()
    expect((await other.query('SELECT n FROM shown')).rows).toEqual([{ n: 1 }])
    await other.drop('kept')
    await expect(other.query('SELECT n FROM shown')).rejects.toThrow('kept')
    await other.drop('shown')
    await expect(other.query('SELECT n FROM shown')).rejects.toThrow('shown')
    await other.close()
  })
})

describe('a model', () => {
  test('of hugeint is refused: Parquet would get it as a double', async () => {
    const sql = 'SELECT sum(x) AS n FROM UNNEST(sequence(1, 2)) AS t(x)'
    const made = session.addModel({ name: 'broken', sql, columns: { n: 'int' } })
    await expect(made).rejects.toThrow(/broken\.n: the contract promises BIGINT, the query gives HUGEINT/)
  })
})

describe('Parquet of a table', () => {
  const columns: TableColumns = { id: 'id', moment: 'instant', cost_micros: 'money', share: 'double' }
  const rowsOf = (count: number) =>
    `SELECT CAST(a.x AS varchar) || '-' || CAST(b.x AS varchar) AS id,
      date_add('second', a.x * 977 + b.x, CAST(TIMESTAMP '2024-01-01 00:00:00' AS timestamp(3))) AS moment,
      CAST(a.x * b.x AS bigint) AS cost_micros, CAST(a.x AS double) / 7 AS share
      FROM UNNEST(sequence(1, 1000)) AS a(x) CROSS JOIN UNNEST(sequence(1, ${count / 1000})) AS b(x)`

  async function bytes(threads: number, count: number): Promise<string> {
    const other = await open(threads)
    await other.addModel({ name: 'many', sql: rowsOf(count), columns })
    const parquet = await other.toParquet('many', columns, ['id'])
    await other.close()
    return createHash('sha256').update(parquet).digest('hex')
  }

  test('has the same bytes each time and on any number of threads', { timeout: 120_000 }, async () => {
    const first = await bytes(1, 320_000)
    for (const threads of [2, 4]) expect(await bytes(threads, 320_000)).toBe(first)
  })

  test('reads back as it was, times in milliseconds without a zone', async () => {
    await session.addRows('every_kind', kinds, [row, nulls])
    const parquet = await session.toParquet('every_kind', kinds, ['id'])
    writeFileSync(join(folder, 'every_kind.parquet'), parquet)
    await session.addLakeTable({ name: 'every_kind_again', keys: ['every_kind.parquet'], hive: false })
    const { rows, columns: found } = await session.query('SELECT * FROM every_kind_again ORDER BY id')
    expect(rows).toEqual([row, nulls])
    expect(found.map((column) => column.type)).toEqual(types)
  })
})

describe('a model kept as Parquet', () => {
  const columns: TableColumns = { id: 'id', moment: 'instant', cost_micros: 'money' }
  const rows = `SELECT CAST(a.x * 7919 % 1000 AS varchar) || '-' || CAST(b.x AS varchar) AS id,
    CAST(date_add('second', a.x * 977 + b.x, TIMESTAMP '2024-01-01 00:00:00') AS timestamp(3)) AS moment,
    CAST(a.x * b.x AS bigint) AS cost_micros
    FROM UNNEST(sequence(1, 1000)) AS a(x) CROSS JOIN UNNEST(sequence(1, 200)) AS b(x)`
  const byId = { order: ['id'], unique: true }
  const asWritten = { order: [], unique: true }

  async function kept(threads: number, sql: string, sorted: SortedBy | undefined): Promise<string> {
    const other = await open(threads)
    const count = await other.addModel({ name: 'many', sql, columns, ...(sorted && { sorted }) })
    expect(count).toBe(200_000)
    const parquet = await other.toParquet('many', columns, ['id'])
    await other.close()
    return createHash('sha256').update(parquet).digest('hex')
  }

  test('has the bytes of a table, on any number of threads', { timeout: 120_000 }, async () => {
    const table = await kept(2, rows, undefined)
    for (const threads of [1, 2, 4]) expect(await kept(threads, rows, byId)).toBe(table)
    expect(await kept(4, `SELECT * FROM (${rows}) AS made ORDER BY id`, asWritten)).toBe(table)
    expect(await kept(4, `SELECT * FROM (${rows}) AS made ORDER BY cost_micros, id`, asWritten)).not.toBe(table)
  })

  test('is read like a table, keeps its contract and leaves nothing behind', async () => {
    const two = "SELECT 'b' AS id, CAST(2 AS bigint) AS n UNION ALL SELECT 'a' AS id, CAST(1 AS bigint) AS n"
    await session.addModel({ name: 'two', sql: two, columns: { id: 'id', n: 'int' }, sorted: byId })
    expect((await session.query('SELECT id, n + 1 AS n FROM two')).rows).toEqual([
      { id: 'a', n: 2 },
      { id: 'b', n: 3 },
    ])
    await session.drop('two')
    await expect(session.query('SELECT id FROM two')).rejects.toThrow('two')
    const broken = session.addModel({ name: 'two', sql: two, columns: { id: 'id', n: 'double' }, sorted: byId })
    await expect(broken).rejects.toThrow(/two\.n: the contract promises DOUBLE, the query gives BIGINT/)
  })

  test('says whether columns are a key, nulls too', async () => {
    await session.addRows('keyed', { id: 'id', n: 'int' }, [
      { id: 'a', n: null },
      { id: 'b', n: null },
      { id: null, n: 1 },
    ])
    expect(await session.isKey?.('keyed', ['id', 'n'])).toBe(true)
    expect(await session.isKey?.('keyed', ['id'])).toBe(true)
    expect(await session.isKey?.('keyed', ['n'])).toBe(false)
  })
})

describe('a locked session', () => {
  test('reads what is registered and nothing else', async () => {
    const known = put('known.parquet', kinds, [row])
    put('secret.parquet', kinds, [row])
    const other = await open()
    await other.addLakeTable({ name: 'known', keys: [known], hive: false })
    await other.lock()
    expect((await other.query('SELECT id FROM known')).rows).toEqual([{ id: 'a' }])
    for (const sql of [
      `SELECT * FROM '${join(folder, 'secret.parquet')}'`,
      `SELECT * FROM "${join(folder, 'secret.parquet')}"`,
      `SELECT * FROM read_parquet('${join(folder, '*.parquet')}')`,
      "SELECT * FROM read_csv('/etc/passwd')",
      "SELECT content FROM read_text('/etc/passwd')",
      "SELECT * FROM glob('/*')",
      "SELECT * FROM read_parquet('https://example.com/x.parquet')",
      "SELECT getenv('HOME')",
      "SELECT 1; COPY known TO 'x.csv'",
      `COPY known TO '${join(folder, 'out.csv')}'`,
      `COPY known TO '${join(folder, 'known.parquet')}' (FORMAT csv)`,
      `ATTACH '${join(folder, 'x.duckdb')}'`,
      "SET memory_limit = '90GB'",
      'SET enable_external_access = true',
      'INSTALL httpfs',
    ]) {
      await expect(other.query(sql), sql).rejects.toThrow()
    }
    await other.close()
  })

  test('leaves nothing behind', async () => {
    const other = await open()
    const before = readdirSync(scratch).length
    await other.close()
    expect(readdirSync(scratch).length).toBe(before - 1)
  })
})
