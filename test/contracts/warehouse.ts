import { expect, it } from 'vitest'
import { Bug } from '#shared/errors.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { encodeTable } from '#shared/parquet/write.ts'
import type { TableColumns, Warehouse, WarehouseSession } from '#shared/warehouse/warehouse.ts'

export interface WarehousePlace {
  readonly warehouse: Warehouse
  /** What `addLakeTable` reads. */
  readonly lake: Lake
}

export type MakeWarehouse = () => Promise<WarehousePlace>

type Rule = (session: WarehouseSession, lake: Lake) => Promise<void>

export const everyKind: TableColumns = {
  id: 'id',
  day: 'date',
  moment: 'instant',
  n: 'int',
  cost_micros: 'money',
  share: 'double',
  ok: 'bool',
}

export const everyKindRow = {
  id: 'a',
  day: '2024-02-29',
  moment: 1_704_622_830_123,
  n: 5,
  cost_micros: 9_007_199_254_740_993n,
  share: 0.1,
  ok: true,
}

export const everyKindNulls = { id: 'b', day: null, moment: null, n: null, cost_micros: null, share: null, ok: null }
export const everyKindTypes = ['varchar', 'date', 'timestamp(3)', 'bigint', 'bigint', 'double', 'boolean']

async function put(lake: Lake, key: string, columns: TableColumns, rows: readonly Record<string, unknown>[]) {
  await lake.put(key, encodeTable(columns, rows), 'absent')
  return key
}

const recordKey = (month: string, unit: string, source = 'crm') =>
  `records/deal/source=${source}/month=${month}/${unit}.parquet`

const one = { n: 'int' } as const

async function refused(session: WarehouseSession, sql: string, message: RegExp): Promise<void> {
  const made = session.addModel({ name: 'broken', sql, columns: one })
  await expect(made).rejects.toThrow(Bug)
  await expect(made).rejects.toThrow(message)
}

export const warehouseRules: Readonly<Record<string, Rule>> = {
  'gives rows back as they went in': async (session) => {
    await session.addRows('every_kind', everyKind, [everyKindRow, everyKindNulls])
    const { rows, columns } = await session.query('SELECT * FROM every_kind ORDER BY id')
    expect(rows).toEqual([everyKindRow, everyKindNulls])
    expect(columns.map((column) => column.type)).toEqual(everyKindTypes)
  },
  'keeps an empty text and NULL apart, and texts as they are': async (session) => {
    const texts = ['', ' ', 'a, "b"\nc', "O'Brien", 'Ж–ß', 'null']
    const rows = [...texts.map((text, n) => ({ n, text })), { n: texts.length, text: null }]
    await session.addRows('texts', { n: 'int', text: 'text' }, rows)
    expect((await session.query('SELECT n, text FROM texts ORDER BY n')).rows).toEqual(rows)
  },
  'keeps doubles to the last bit': async (session) => {
    const values = [0.1, 100, 1e10, 1.5e-7, 123_456_789.125, -2 / 3, 9_999_999, 0.001, 1e21, 5e-324, 0]
    const rows = values.map((x, n) => ({ n, x }))
    await session.addRows('doubles', { n: 'int', x: 'double' }, rows)
    expect((await session.query('SELECT n, x FROM doubles ORDER BY n')).rows).toEqual(rows)
  },
  'keeps instants before 1970 and milliseconds': async (session) => {
    const rows = [-1, 0, 1_704_622_830_007, -86_400_000_123].map((t, n) => ({ n, t }))
    await session.addRows('instants', { n: 'int', t: 'instant' }, rows)
    expect((await session.query('SELECT n, t FROM instants ORDER BY n')).rows).toEqual(rows)
  },
  'gives integers as numbers, micros as bigint, and rounds nothing': async (session) => {
    const { rows } = await session.query(
      `SELECT count(*) AS n, 7 AS cost_micros, sum(x) AS total_micros, 9007199254740993 AS big
       FROM (VALUES (9007199254740992), (1)) AS t(x)`,
    )
    const total_micros = 9_007_199_254_740_993n
    expect(rows).toEqual([{ n: 2, cost_micros: 7n, total_micros, big: 9_007_199_254_740_993n }])
  },
  'keeps columns of one name apart': async (session) => {
    const { rows } = await session.query('SELECT 1 AS x, 2 AS x')
    expect(Object.values(rows[0] ?? {})).toEqual([1, 2])
  },
  'reads all rows, and with a limit no more than that': async (session) => {
    const sql = 'SELECT x FROM UNNEST(sequence(1, 2500)) AS t(x) ORDER BY x'
    const { rows } = await session.query(sql)
    expect(rows).toHaveLength(2500)
    expect(rows.at(-1)).toEqual({ x: 2500 })
    expect((await session.query(sql, 3)).rows.map((row) => row.x)).toEqual([1, 2, 3])
    expect((await session.query(sql, 1001)).rows).toHaveLength(1001)
  },
  'takes source and month from the path, and files of other versions': async (session, lake) => {
    const now = { id: 'id', n: 'int' } as const
    const keys = [
      await put(lake, recordKey('2024-01', 'a'), { id: 'id', gone: 'text' }, [{ id: '1', gone: 'x' }]),
      await put(lake, recordKey('2024-02', 'b'), now, [{ id: '2', n: 5 }]),
      await put(lake, recordKey('2024-03', 'empty'), now, []),
      await put(lake, recordKey('1970-01', 'undated', 'a_b'), now, [{ id: '3', n: 6 }]),
    ]
    await session.addLakeTable({ name: 'deal', columns: now, keys, hive: true })
    const { rows, columns } = await session.query('SELECT * FROM deal ORDER BY id')
    expect(rows).toEqual([
      { id: '1', n: null, source: 'crm', month: '2024-01' },
      { id: '2', n: 5, source: 'crm', month: '2024-02' },
      { id: '3', n: 6, source: 'a_b', month: '1970-01' },
    ])
    expect(columns.map((column) => column.type)).toEqual(['varchar', 'bigint', 'varchar', 'varchar'])
    const months = await session.query("SELECT id FROM deal WHERE source = 'crm' AND month >= '2024-02'")
    expect(months.rows).toEqual([{ id: '2' }])
  },
  'has all columns when no file has them, and when there is no file': async (session, lake) => {
    const old = await put(lake, recordKey('2024-04', 'c'), { id: 'id' }, [{ id: '1' }])
    await session.addLakeTable({ name: 'newer', columns: everyKind, keys: [old], hive: true })
    await session.addLakeTable({ name: 'nothing', columns: everyKind, keys: [], hive: true })
    expect((await session.query('SELECT share, source FROM newer')).rows).toEqual([{ share: null, source: 'crm' }])
    const { rows, columns } = await session.query('SELECT * FROM nothing')
    expect(rows).toEqual([])
    expect(columns.map((column) => column.type)).toEqual([...everyKindTypes, 'varchar', 'varchar'])
  },
  'reads one file of a folder that holds others': async (session, lake) => {
    const key = await put(lake, 'agreement/v1/dim.parquet', everyKind, [everyKindRow])
    await put(lake, 'agreement/v1/other.parquet', everyKind, [everyKindNulls])
    await session.addLakeTable({ name: 'dim', columns: everyKind, keys: [key], hive: false })
    expect((await session.query('SELECT * FROM dim')).rows).toEqual([everyKindRow])
  },
  'answers the rows of a model, whose table the next one reads': async (session) => {
    const sql = 'SELECT CAST(x AS bigint) AS n FROM UNNEST(sequence(1, 7)) AS t(x);'
    expect(await session.addModel({ name: 'seven', sql, columns: one })).toBe(7)
    const none = 'SELECT CAST(n AS bigint) AS n FROM seven WHERE n > 7'
    expect(await session.addModel({ name: 'none', sql: none, columns: one })).toBe(0)
    const { rows } = await session.query(
      'SELECT sum(s.n) AS n, count(o.n) AS o FROM seven AS s LEFT JOIN none AS o ON o.n = s.n',
    )
    expect(rows).toEqual([{ n: 28, o: 0 }])
    await session.drop('seven')
    await expect(session.query('SELECT n FROM seven')).rejects.toThrow('seven')
  },
  'refuses a model of another type than its contract': async (session) =>
    refused(
      session,
      'SELECT CAST(1 AS double) AS n',
      /broken\.n: the contract promises (bigint, the query gives double)/i,
    ),
  'refuses a model with another column': async (session) => refused(session, 'SELECT 1 AS m', /Missing: n; extra: m/),
  'refuses a model with a column too many': async (session) =>
    refused(session, 'SELECT CAST(1 AS bigint) AS n, 2 AS m', /extra: m/),
  'names the model that reads what is not there': async (session) =>
    refused(session, 'SELECT n FROM nowhere', /Model broken did not run: .*nowhere/),
  'gives a table as Parquet that reads back as it was': async (session, lake) => {
    await session.addRows('shown', everyKind, [everyKindNulls, everyKindRow])
    const parquet = await session.toParquet('shown', everyKind, ['id'])
    expect(await session.toParquet('shown', everyKind, ['id'])).toEqual(parquet)
    await lake.put('copies/shown/part-0.parquet', parquet, 'absent')
    const again = { name: 'again', columns: everyKind, keys: ['copies/shown/part-0.parquet'], hive: false }
    await session.addLakeTable(again)
    expect((await session.query('SELECT * FROM again ORDER BY id')).rows).toEqual([everyKindRow, everyKindNulls])
  },
}

/** Runs every rule in a fresh session of a fresh place. */
export function testWarehouse(name: string, make: MakeWarehouse): void {
  for (const [title, rule] of Object.entries(warehouseRules)) {
    it(`${name} warehouse ${title}`, async () => {
      const { warehouse, lake } = await make()
      const session = await warehouse.open()
      try {
        await rule(session, lake)
      } finally {
        await session.close()
      }
    })
  }
}
