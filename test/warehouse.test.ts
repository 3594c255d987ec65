import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Bug } from '#shared/errors.ts'
import { memoryLake } from '#shared/lake/memory.ts'
import { encodeTable } from '#shared/parquet/write.ts'
import { duckdbWarehouse } from '#shared/warehouse/duckdb.ts'
import type { TableColumns, WarehouseSession } from '#shared/warehouse/warehouse.ts'

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

const kinds: TableColumns = {
  id: 'id',
  day: 'date',
  moment: 'instant',
  n: 'int',
  cost_micros: 'money',
  share: 'double',
  ok: 'bool',
}
const row = {
  id: 'a',
  day: '2024-02-29',
  moment: 1_704_622_830_123,
  n: 5,
  cost_micros: 9_007_199_254_740_993n,
  share: 0.1,
  ok: true,
}
const nulls = { id: 'b', day: null, moment: null, n: null, cost_micros: null, share: null, ok: null }
const types = ['varchar', 'date', 'timestamp(3)', 'bigint', 'bigint', 'double', 'boolean']

describe('values', () => {
  test('rows come back as they went in', async () => {
    await session.addRows('every_kind', kinds, [row, nulls])
    const { rows, columns } = await session.query('SELECT * FROM every_kind ORDER BY id')
    expect(rows).toEqual([row, nulls])
    expect(columns.map((column) => column.type)).toEqual(types)
  })

  test('integers are numbers, micros bigint, and nothing is rounded', async () => {
    const { rows } = await session.query(
      'SELECT count(*) AS n, 7 AS cost_micros, sum(cost_micros) AS total_micros, 9007199254740993 AS big FROM every_kind',
    )
    expect(rows).toEqual([{ n: 2, cost_micros: 7n, total_micros: 9_007_199_254_740_993n, big: 9_007_199_254_740_993n }])
  })

  test('columns of one name are kept apart', async () => {
    const { rows } = await session.query('SELECT 1 AS x, 2 AS x')
    expect(Object.values(rows[0] ?? {})).toEqual([1, 2])
  })

  test('a limit is a limit', async () => {
    const { rows } = await session.query('SELECT x FROM UNNEST(sequence(1, 9000)) AS t(x) ORDER BY x', 3)
    expect(rows.map((one) => one.x)).toEqual([1, 2, 3])
  })
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

describe('tables of the lake', () => {
  const key = (month: string, unit: string) => `records/deal/source=crm/month=${month}/${unit}.parquet`

  test('take source and month from the path, and files of other versions', async () => {
    const now = { id: 'id', n: 'int' } as const
    const keys = [
      put(key('2024-01', 'a'), { id: 'id', gone: 'text' }, [{ id: '1', gone: 'x' }]),
      put(key('2024-02', 'b'), now, [{ id: '2', n: 5 }]),
      put(key('2024-03', 'empty'), now, []),
    ]
    await session.addLakeTable({ name: 'deal', columns: now, keys, hive: true })
    const { rows, columns } = await session.query('SELECT * FROM deal ORDER BY id')
    expect(rows).toEqual([
      { id: '1', n: null, source: 'crm', month: '2024-01' },
      { id: '2', n: 5, source: 'crm', month: '2024-02' },
    ])
    expect(columns.map((column) => column.type)).toEqual(['varchar', 'bigint', 'varchar', 'varchar'])
  })

  test('have all their columns when no file has them, and when there is no file', async () => {
    const old = put(key('2024-04', 'c'), { id: 'id' }, [{ id: '1' }])
    await session.addLakeTable({ name: 'newer', columns: kinds, keys: [old], hive: true })
    await session.addLakeTable({ name: 'nothing', columns: kinds, keys: [], hive: true })
    expect((await session.query('SELECT share, source FROM newer')).rows).toEqual([{ share: null, source: 'crm' }])
    const { rows, columns } = await session.query('SELECT * FROM nothing')
    expect(rows).toEqual([])
    expect(columns.map((column) => column.type)).toEqual([...types, 'varchar', 'varchar'])
  })

  test('of a lake that is no folder are copied', async () => {
    const lake = memoryLake()
    await lake.put('agreement/v1/dim.parquet', encodeTable(kinds, [row]), 'absent')
    const other = await duckdbWarehouse({ lakeRoot: lake, scratch }).open()
    await other.addLakeTable({ name: 'dim', columns: kinds, keys: ['agreement/v1/dim.parquet'], hive: false })
    expect((await other.query('SELECT * FROM dim')).rows).toEqual([row])
    await other.close()
  })
})

describe('a model', () => {
  const add = (sql: string, columns: TableColumns) => session.addModel({ name: 'broken', sql, columns })

  test.each([
    [
      'another type',
      'SELECT sum(x) AS n FROM UNNEST(sequence(1, 2)) AS t(x)',
      /broken\.n: the contract promises BIGINT, the query gives HUGEINT/,
    ],
    ['another name', 'SELECT 1 AS m', /Missing: n; extra: m/],
    ['a column too many', 'SELECT CAST(1 AS bigint) AS n, 2 AS m', /extra: m/],
    ['no such table', 'SELECT n FROM nowhere', /Model broken did not run: .*nowhere/],
  ])('of %s than its contract is our bug', async (_what, sql, message) => {
    const other = await open()
    const made = other.addModel({ name: 'broken', sql, columns: { n: 'int' } })
    await expect(made).rejects.toThrow(Bug)
    await expect(made).rejects.toThrow(message)
    await other.close()
  })

  test('answers its rows', async () => {
    await expect(add('SELECT CAST(x AS bigint) AS n FROM UNNEST(sequence(1, 7)) AS t(x)', { n: 'int' })).resolves.toBe(
      7,
    )
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
    const parquet = await session.toParquet('every_kind', kinds, ['id'])
    writeFileSync(join(folder, 'every_kind.parquet'), parquet)
    await session.addLakeTable({ name: 'every_kind_again', keys: ['every_kind.parquet'], hive: false })
    const { rows, columns: found } = await session.query('SELECT * FROM every_kind_again ORDER BY id')
    expect(rows).toEqual([row, nulls])
    expect(found.map((column) => column.type)).toEqual(types)
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
