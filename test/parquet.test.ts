import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { dateText, dayNumber } from '#shared/parquet/days.ts'
import { decodeTable, type Row } from '#shared/parquet/read.ts'
import { encodeColumns, encodeTable, recordColumns, type TableColumns } from '#shared/parquet/write.ts'
import { records } from '#shared/records/index.ts'

const temporary = mkdtempSync(join(tmpdir(), 'concord-parquet-'))
afterAll(() => rm(temporary, { recursive: true, force: true }))

const columns = {
  key: 'id',
  name: 'text',
  day: 'date',
  at: 'instant',
  clicks: 'int',
  micros: 'money',
  ratio: 'double',
  flag: 'bool',
} as const satisfies TableColumns

const row: Row = {
  key: 'crm:main:9007199254740993000',
  name: 'Иван «Ё» 🙂',
  day: '2026-02-28',
  at: Date.UTC(2026, 1, 28, 23, 59, 59, 999),
  clicks: -5,
  micros: 9_223_372_036_854_775_807n,
  ratio: 0.1,
  flag: false,
}
const nothing: Row = Object.fromEntries(Object.keys(columns).map((name) => [name, null]))

let files = 0
async function inDuckDB(bytes: Uint8Array, sql: string): Promise<unknown[][]> {
  const path = join(temporary, `${files++}.parquet`)
  writeFileSync(path, bytes)
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const reader = await connection.runAndReadAll(sql.replaceAll('$file', `'${path}'`))
  const rows = reader.getRowsJson()
  connection.closeSync()
  instance.closeSync()
  return rows
}

const types = 'SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM $file)'
const duckTypes = [
  ['key', 'VARCHAR'],
  ['name', 'VARCHAR'],
  ['day', 'DATE'],
  ['at', 'TIMESTAMP'],
  ['clicks', 'BIGINT'],
  ['micros', 'BIGINT'],
  ['ratio', 'DOUBLE'],
  ['flag', 'BOOLEAN'],
]

describe('a written table in DuckDB', () => {
  it('has the right types', async () => {
    expect(await inDuckDB(encodeTable(columns, [row]), types)).toEqual(duckTypes)
  })

  it('has the right types with no rows at all', async () => {
    const empty = encodeTable(columns, [])
    expect(await inDuckDB(empty, types)).toEqual(duckTypes)
    expect(await inDuckDB(empty, 'SELECT count(*) FROM $file')).toEqual([['0']])
  })

  it('has the right values', async () => {
    expect(await inDuckDB(encodeTable(columns, [row, nothing]), 'SELECT * FROM $file')).toEqual([
      [row.key, row.name, row.day, '2026-02-28 23:59:59.999', '-5', '9223372036854775807', 0.1, false],
      Array(8).fill(null),
    ])
  })

  it('has every row of several row groups, with and without dictionaries and nulls', async () => {
    const count = 250_000
    const make = (value: (i: number) => unknown) => Array.from({ length: count }, (_, i) => value(i))
    const data = {
      key: make((i) => `lead:${i}`),
      name: make((i) => (i % 3 === 0 ? null : `кампания ${i % 500}`)),
      day: make((i) => dateText(20_000 + (i % 365))),
      at: make((i) => (i < 200_000 ? null : i * 1000)),
      clicks: make(() => 7),
      micros: make((i) => BigInt(i) * -1_000_000n),
      ratio: make((i) => i / 4),
      flag: make((i) => (i % 7 === 0 ? null : i % 2 === 0)),
    }
    const sums = `SELECT count(*), count(DISTINCT key), count(name), count(DISTINCT name), max(day), min("at"), sum(clicks),
      sum(micros), sum(ratio), count(*) FILTER (WHERE flag), max(key) FILTER (WHERE clicks = 7) FROM $file`
    expect(await inDuckDB(encodeColumns(columns, data, count), sums)).toEqual([
      [
        '250000',
        '250000',
        '166666',
        '500',
        '2025-10-03',
        '1970-01-03 07:33:20',
        '1750000',
        '-31249875000000000',
        7812468750,
        '107142',
        'lead:99999',
      ],
    ])
  })
})

const date = fc.integer({ min: -719_528, max: 2_932_896 }).map(dateText)
const instant = fc.integer({ min: -8_640_000_000_000, max: 8_640_000_000_000 })
const maybe = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 4, arbitrary: value })
const arbitraryRow = fc.record(
  {
    key: maybe(fc.string({ unit: 'binary' })),
    name: maybe(fc.constantFrom('vk', 'Яндекс', '', 'x'.repeat(60), '日本語', 'a🙂b')),
    day: maybe(date),
    at: maybe(instant),
    clicks: maybe(fc.maxSafeInteger()),
    micros: maybe(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
    ratio: maybe(fc.double()),
    flag: maybe(fc.boolean()),
  },
  { noNullPrototype: true },
)

describe('reading back', () => {
  it('gives the rows that were written', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(arbitraryRow, { maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        async (some, times) => {
          const rows = Array.from({ length: times }, () => some).flat()
          expect(await decodeTable(encodeTable(columns, rows), columns)).toStrictEqual(rows)
        },
      ),
      { numRuns: 150 },
    )
  })

  it('gives null for a column that the file does not have, and only what is asked for', async () => {
    const file = encodeTable({ key: 'id', day: 'date' }, [{ key: 'a', day: '2026-01-01' }])
    expect(await decodeTable(file, { key: 'id', flag: 'bool' })).toEqual([{ key: 'a', flag: null }])
  })

  it('gives the rows of a file that DuckDB wrote', async () => {
    const path = join(temporary, 'duck.parquet')
    const sql = `COPY (SELECT 'a' AS key, 'б' AS name, DATE '2026-02-28' AS day, TIMESTAMP '2026-02-28 23:59:59.999' AS at,
      -5::BIGINT AS clicks, 12::BIGINT AS micros, 0.1::DOUBLE AS ratio, false AS flag) TO '${path}' (FORMAT parquet, COMPRESSION zstd)`
    await inDuckDB(encodeTable(columns, []), sql)
    const read = await decodeTable(readFileSync(path), columns)
    expect(read).toStrictEqual([{ ...row, key: 'a', name: 'б', micros: 12n }])
  })

  it('says that it is no Parquet file', async () => {
    const broken = decodeTable(new TextEncoder().encode('PAR1 but nothing else'), columns)
    await expect(broken).rejects.toMatchObject({ name: 'FixData', code: 'NOT_PARQUET' })
  })
})

describe('writing', () => {
  it('gives the same bytes for the same rows, by rows or by columns', () => {
    const rows = Array.from({ length: 3000 }, (_, i) => ({ ...row, key: `k${i}`, clicks: i % 5 }))
    const data = Object.fromEntries(Object.keys(columns).map((name) => [name, rows.map((one) => (one as Row)[name])]))
    const bytes = encodeTable(columns, rows)
    expect(encodeTable(columns, rows)).toEqual(bytes)
    expect(encodeColumns(columns, data, rows.length)).toEqual(bytes)
  })

  it('refuses a value that is not of its column', () => {
    const wrong: Row[] = [
      { key: 1 },
      { name: true },
      { day: '2026-02-30' },
      { day: '28.02.2026' },
      { at: 1.5 },
      { clicks: 2 ** 53 },
      { clicks: 1n },
      { micros: 1 },
      { micros: 2n ** 63n },
      { ratio: '1' },
      { flag: 1 },
    ]
    for (const one of wrong) expect(() => encodeTable(columns, [one, one]), Object.keys(one)[0]).toThrow(/Column/)
  })

  it('knows the columns of every record, in the order of its definition', () => {
    expect(Object.entries(recordColumns(records.visit_goal))).toEqual(
      Object.entries(records.visit_goal.columns).map(([name, { kind }]) => [name, kind]),
    )
  })
})

describe('days', () => {
  it('turn back into the date they came from', () => {
    fc.assert(
      fc.property(date, (text) => {
        expect(dateText(dayNumber(text)!)).toBe(text)
      }),
    )
  })

  it('know what is no day', () => {
    for (const text of ['', '2026-02-29', '2026-13-01', '2026-1-1', '2026-01-01T00:00', '10000-01-01', ' 2026-01-01']) {
      expect(dayNumber(text)).toBeUndefined()
    }
  })
})
