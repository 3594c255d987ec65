import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { functions } from '#shared/sql/lint/function-list.ts'
import { lintSql } from '#shared/sql/lint.ts'
import { toDuckdb } from '#shared/sql/surface.ts'
import { duckdbWarehouse } from '#shared/warehouse/duckdb.ts'
import type { WarehouseSession } from '#shared/warehouse/warehouse.ts'
import { answerOf, difference, type SqlCase, typeDifference } from '#test/builders/sql-case.ts'

const cases: readonly SqlCase[] = JSON.parse(
  readFileSync(resolve(import.meta.dirname, 'fixtures/sql/cases.json'), 'utf8'),
)
const folder = mkdtempSync(join(tmpdir(), 'concord-dialect-'))
let session: WarehouseSession

beforeAll(async () => {
  session = await duckdbWarehouse({ lakeRoot: folder, scratch: folder, threads: 1 }).open()
})
afterAll(async () => {
  await session.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('Trino on DuckDB', () => {
  test.each(cases.map((one) => [one.id, one] as const))('%s', async (_id, one) => {
    expect((await lintSql(one.sql)).map((problem) => problem.what.en)).toEqual([])
    const answer = await answerOf(session, one.sql)
    expect(difference(one, answer)).toBeUndefined()
    expect(typeDifference(one, answer)).toBeUndefined()
  })

  test('every function of the list has a case', () => {
    const all = cases.map((one) => one.sql.toLowerCase()).join('\n')
    expect(Object.keys(functions).filter((name) => !all.includes(`${name}(`))).toEqual([])
  })
})

describe('the surface step', () => {
  test.each([
    ['count_if', 'SELECT count_if(x > (1)) FROM t', 'SELECT count(CASE WHEN x > (1) THEN 1 END) FROM t'],
    ['max_by with FILTER', 'max_by(x, y) FILTER (WHERE z)', 'arg_max_null(x, y) FILTER (WHERE z)'],
    ['a type', 'CAST(a AS array(bigint))', 'CAST(a AS bigint[])'],
    ['a nested type', 'CAST(a AS array(array(bigint)))', 'CAST(a AS bigint[][])'],
    ['a value', 'ARRAY[1, 2]', 'ARRAY[1, 2]'],
    ['IGNORE NULLS', 'lag(x) IGNORE NULLS OVER (ORDER BY i)', 'lag(x IGNORE NULLS)   OVER (ORDER BY i)'],
    ['a column of that name', 'SELECT t.max_by, ignore FROM t', 'SELECT t.max_by, ignore FROM t'],
    ['texts', "SELECT 'count_if(x) ''max_by(', \"min_by(x)\"", "SELECT 'count_if(x) ''max_by(', \"min_by(x)\""],
    ['comments', 'SELECT 1 -- count_if(x)\n/* max_by(x) */', 'SELECT 1 -- count_if(x)\n/* max_by(x) */'],
    ['an open bracket', 'count_if(x', 'count(CASE WHEN  THEN 1 END)'],
  ])('%s', (_what, trino, duckdb) => {
    expect(toDuckdb(trino)).toBe(duckdb)
  })
})
