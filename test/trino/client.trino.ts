import { describe, expect, inject, test } from 'vitest'
import { trinoClient } from './client.ts'
import { toResult } from './values.ts'
import { valuesSession } from './values-session.ts'

const place = inject('trino')
const missing = inject('trinoMissing')
const trino = trinoClient({ url: place?.url ?? '' })

describe.skipIf(missing)(`the client of Trino${missing ? ` — skipped: ${missing}` : ''}`, () => {
  test('keeps numbers as they were sent', async () => {
    const { columns, rows } = await trino(
      "SELECT 9007199254740993 AS n, 1e0 AS d, TIMESTAMP '2024-01-01 00:00:00.5' AS t",
    )
    expect(rows).toEqual([['9007199254740993', '1.0', '2024-01-01 00:00:00.5']])
    expect(columns.map((column) => column.type)).toEqual(['bigint', 'double', 'timestamp(1)'])
  })

  test('answers as the warehouse port promises', async () => {
    const sql = `SELECT 9007199254740993 AS n, 5 AS small, BIGINT '5' AS cost_micros, 0.5e0 AS d, true AS b, DATE '2024-01-31' AS day,
      TIMESTAMP '1970-01-01 00:00:01.500' AS t, ARRAY['a', NULL] AS a, CAST(NULL AS bigint) AS none`
    expect(toResult(await trino(sql)).rows).toEqual([
      {
        n: 9007199254740993n,
        small: 5,
        cost_micros: 5n,
        d: 0.5,
        b: true,
        day: '2024-01-31',
        t: 1500,
        a: ['a', null],
        none: null,
      },
    ])
  })

  test('names what is wrong, before a statement runs and while it does', async () => {
    await expect(trino('SELECT FROM')).rejects.toMatchObject({ code: 'SYNTAX_ERROR' })
    await expect(trino('SELECT 1 / x FROM (VALUES (0)) AS t (x)')).rejects.toMatchObject({ code: 'DIVISION_BY_ZERO' })
  })

  test('rows of every kind come back as they went', async () => {
    const session = valuesSession(place!)
    const columns = {
      id: 'id',
      name: 'text',
      day: 'date',
      at: 'instant',
      n: 'int',
      m_micros: 'money',
      d: 'double',
      b: 'bool',
    } as const
    const row = {
      id: "O'Hara",
      name: 'Ё\n"x"',
      day: '2024-02-29',
      at: 1_700_000_000_123,
      n: -3,
      m_micros: 5_000_000n,
      d: 1e-7,
      b: false,
    }
    const nothing = { id: null, name: '', day: null, at: null, n: null, m_micros: null, d: null, b: null }
    await session.addRows('given', columns, [row, nothing])
    expect((await session.query('SELECT * FROM given ORDER BY n')).rows).toEqual([row, nothing])
    const wrong = { name: 'made', sql: 'SELECT d AS n FROM given', columns: { n: 'int' } } as const
    await expect(session.addModel(wrong)).rejects.toThrow(
      'the contract promises {"n":"bigint"}, Trino gives {"n":"double"}',
    )
  })
})
