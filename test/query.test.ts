import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build } from '#aggregate/build.ts'
import { queryPublished } from '#aggregate/query.ts'
import { FixConfig } from '#shared/errors.ts'
import { type SmallProject, smallProject } from '#test/builders/small-project.ts'

let project: SmallProject

beforeAll(async () => {
  project = await smallProject()
  await build(project.rt, project.options)
})
afterAll(() => project.remove())

describe('a query', () => {
  test('reads marts in the words of the models', async () => {
    const { rows, columns } = await queryPublished(
      project.rt,
      `SELECT f.title, max_by(f.clicks, f.date) AS latest, count_if(f.clicks > 5) AS busy, sum(f.spend_micros) AS spend_micros
       FROM fct_spend AS f GROUP BY f.title ORDER BY f.title`,
    )
    expect(rows).toEqual([
      { title: '«a»', latest: 8, busy: 1, spend_micros: 2_500_000n },
      { title: '«b»', latest: 3, busy: 0, spend_micros: 1_500_000n },
    ])
    expect(columns.map((column) => column.type)).toEqual(['varchar', 'bigint', 'bigint', 'bigint'])
  })

  test('reads the agreement and the checks', async () => {
    const { rows } = await queryPublished(
      project.rt,
      'SELECT c.company, k.title FROM agr_company AS c CROSS JOIN chk_clicks AS k;',
    )
    expect(rows).toEqual([{ company: 'Ромашка', title: '«b»' }])
  })

  test('may be limited', async () => {
    const { rows } = await queryPublished(project.rt, 'SELECT date FROM fct_spend ORDER BY date DESC', { limit: 1 })
    expect(rows).toEqual([{ date: '2024-01-31' }])
  })

  test('says what is wrong and where', async () => {
    const failure = await queryPublished(project.rt, 'SELECT clicks /\n spend_micros FROM fct_spend').catch(
      (error) => error,
    )
    expect(failure).toBeInstanceOf(FixConfig)
    expect(failure.problems[0]).toMatchObject({ code: 'SQL_DIVISION', where: '1:8' })
    const unknown = await queryPublished(project.rt, 'SELECT a FROM fct_leads').catch((error) => error)
    expect(unknown.code).toBe('UNKNOWN_TABLE')
    expect(unknown.problems[0].hint.ru).toContain('fct_spend')
    const column = await queryPublished(project.rt, 'SELECT nothing FROM fct_spend').catch((error) => error)
    expect(column.code).toBe('QUERY_FAILED')
    expect(column.problems[0].what.en).toContain('nothing')
  })

  test('before the first build says so', async () => {
    const empty = await smallProject()
    await expect(queryPublished(empty.rt, 'SELECT 1')).rejects.toThrow('Nothing is published yet')
    empty.remove()
  })
})

describe('a hostile query', () => {
  test.each([
    "COPY fct_spend TO '/tmp/x.csv'",
    "COPY (SELECT 1) TO '/tmp/x.csv'",
    "ATTACH '/tmp/x.duckdb' AS x",
    'INSTALL httpfs',
    'LOAD httpfs',
    'PRAGMA database_list',
    'SET enable_external_access = true',
    'CALL pragma_version()',
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM TABLE(read_text('/etc/passwd'))",
    "SELECT * FROM '/etc/passwd'",
    'SELECT * FROM "/etc/passwd"',
    'SELECT * FROM "https://example.com/x.parquet"',
    "SELECT * FROM parquet_scan('https://example.com/x.parquet')",
    "SELECT read_text('/etc/passwd')",
    "SELECT getenv('HOME')",
    "SELECT current_setting('memory_limit')",
    'SELECT * FROM pg_tables',
    'SELECT * FROM duckdb_settings',
    'SELECT * FROM duckdb_secrets()',
    'SELECT * FROM sqlite_master',
    'SELECT * FROM information_schema.tables',
    'SELECT * FROM memory.main.fct_spend',
    'SELECT 1; SELECT 2',
    "SELECT 1; COPY fct_spend TO '/tmp/x.csv'",
    "SELECT E'\\'; COPY fct_spend TO '/tmp/x.csv' --'",
    "SELECT $$a$$; ATTACH 'x'",
    "SELECT 1 /* /* */ ; ATTACH 'x' /* */ */",
    'DELETE FROM fct_spend',
    'DROP TABLE fct_spend',
    'CREATE TABLE x AS SELECT 1 AS y',
    'EXPLAIN ANALYZE SELECT 1',
    'WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r',
    "SELECT query('SELECT 1')",
    '',
    ';',
    '\u0000',
  ])('is refused: %s', async (sql) => {
    await expect(queryPublished(project.rt, sql)).rejects.toThrow(FixConfig)
  })

  test('cannot allow itself what the lint refuses', async () => {
    const allowed = queryPublished(project.rt, 'SELECT title || 5 AS x FROM fct_spend -- allow:concat')
    await expect(allowed).rejects.toMatchObject({ code: 'SQL_CONCAT' })
  })

  test('cannot come at the files of other builds by name', async () => {
    const file = join(project.rt.scratch, 'x.parquet')
    await expect(queryPublished(project.rt, `SELECT * FROM "${file}"`)).rejects.toThrow(FixConfig)
  })
})
