import { describe, expect, test } from 'vitest'
import { lintSql, ruleNames } from '#shared/sql/lint.ts'

/** Rule, a statement that it must refuse, and the same said rightly. */
const traps: readonly (readonly [string, string, string])[] = [
  ['division', 'SELECT a / NULLIF(b, 0) FROM t', 'SELECT CAST(a AS double) / NULLIF(b, 0) FROM t'],
  ['division', 'SELECT sum(a) / 2 FROM t', 'SELECT CAST(sum(a) AS double) / 2 FROM t'],
  ['zero', 'SELECT CAST(a AS double) / b FROM t', 'SELECT 100e0 * CAST(a AS double) / NULLIF(b, 0) FROM t'],
  ['zero', 'SELECT a % b FROM t', 'SELECT a % 7 FROM t'],
  ['zero', 'SELECT CAST(a AS double) / 0 FROM t', 'SELECT CAST(a AS double) / 1000000 FROM t'],
  ['decimal', 'SELECT x * 0.5 FROM t', 'SELECT x * 0.5e0 FROM t'],
  ['type', 'SELECT CAST(x AS decimal(10, 2)) FROM t', 'SELECT CAST(x AS bigint) FROM t'],
  ['type', 'SELECT CAST(x AS timestamp) FROM t', 'SELECT CAST(x AS timestamp(3)) FROM t'],
  ['type', 'SELECT CAST(x AS varchar(5)) FROM t', 'SELECT substr(x, 1, 5) FROM t'],
  ['type', "SELECT DECIMAL '1.5'", 'SELECT 1.5e0'],
  ['type', "SELECT TIMESTAMP '2024-01-01 00:00:00 UTC'", "SELECT TIMESTAMP '2024-01-01 00:00:00'"],
  [
    'cast',
    'SELECT TRY_CAST(x AS bigint) FROM t',
    "SELECT CASE WHEN regexp_like(x, '^[0-9]+$') THEN CAST(x AS bigint) END FROM t",
  ],
  ['cast', 'SELECT CAST(avg(x) AS bigint) FROM t', 'SELECT CAST(round(avg(x)) AS bigint) FROM t'],
  [
    'cast',
    'SELECT CAST(CAST(a AS double) * 2 AS bigint) FROM t',
    'SELECT CAST(floor(CAST(a AS double) * 2) AS bigint) FROM t',
  ],
  ['cast', 'SELECT CAST(CAST(x AS timestamp(3)) AS varchar) FROM t', "SELECT date_format(x, '%Y-%m-%d %H:%i') FROM t"],
  ['cast', 'SELECT CAST(1e0 AS varchar)', 'SELECT CAST(CAST(round(1e0) AS bigint) AS varchar)'],
  ['cast', "SELECT CAST('1.5' AS double)", 'SELECT 1.5e0'],
  ['log', 'SELECT ln(x) FROM t', 'SELECT ln(NULLIF(x, 0)) FROM t'],
  ['double-sum', 'SELECT sum(CAST(x AS double)) FROM t', 'SELECT CAST(sum(x) AS double) FROM t'],
  ['function', 'SELECT strftime(x) FROM t', "SELECT date_format(x, '%Y') FROM t"],
  ['function', 'SELECT approx_percentile(x, 0.5e0) FROM t', 'SELECT element_at(array_agg(x ORDER BY x), 1) FROM t'],
  ['function', "SELECT at_timezone(x, 'UTC') FROM t", "SELECT date_add('minute', o, x) FROM t"],
  ['function', 'SELECT now()', 'SELECT as_of FROM build_input'],
  ['arguments', 'SELECT max_by(x, y, 2) FROM t', 'SELECT max_by(x, y) FROM t'],
  ['date-unit', 'SELECT date_add(u, 1, x) FROM t', "SELECT date_add('day', 1, x) FROM t"],
  ['date-unit', "SELECT date_trunc('decade', x) FROM t", "SELECT date_trunc('year', x) FROM t"],
  ['date-format', "SELECT date_format(x, '%M %y') FROM t", "SELECT date_format(x, '%Y-%m') FROM t"],
  ['date-parse', "SELECT date_parse(x, '%d/%m/%Y') FROM t", "SELECT date_parse(x, '%Y-%m-%d') FROM t"],
  [
    'window-filter',
    'SELECT sum(x) FILTER (WHERE y) OVER (ORDER BY z) FROM t',
    'SELECT sum(CASE WHEN y THEN x END) OVER (ORDER BY z) FROM t',
  ],
  ['order', 'SELECT array_agg(x) FROM t', 'SELECT array_agg(x ORDER BY x) FROM t'],
  [
    'order',
    'SELECT row_number() OVER (PARTITION BY x) FROM t',
    'SELECT row_number() OVER (PARTITION BY x ORDER BY y) FROM t',
  ],
  [
    'order',
    'SELECT row_number() OVER w FROM t WINDOW w AS (PARTITION BY x)',
    'SELECT row_number() OVER w FROM t WINDOW w AS (PARTITION BY x ORDER BY y)',
  ],
  ['order', 'SELECT x FROM t ORDER BY ALL', 'SELECT x FROM t ORDER BY x'],
  ['as', 'SELECT x y FROM t', 'SELECT x AS y FROM t'],
  ['as', 'SELECT count(*) n FROM t', 'SELECT count(*) AS n FROM t'],
  ['as', 'SELECT u.x FROM t u', 'SELECT u.x FROM t AS u'],
  ['as', 'SELECT u.x FROM (VALUES (1)) u (x)', 'SELECT u.x FROM (VALUES (1)) AS u (x)'],
  ['using', 'SELECT a.x FROM a JOIN b USING (x)', 'SELECT x, a.y FROM a JOIN b USING (x)'],
  ['null', 'SELECT greatest(a, NULL) FROM t', 'SELECT greatest(a, b) FROM t'],
  ['null', 'SELECT concat(a, (NULL)) FROM t', 'SELECT concat(a, CAST(NULL AS varchar)) FROM t'],
  ['null', 'SELECT a || NULL FROM t', "SELECT a || coalesce(b, '') FROM t"],
  ['number', 'SELECT 1_000', 'SELECT 1000, -1, 1.5e-3'],
  ['number', 'SELECT 0x1F', 'SELECT 31'],
  ['number', 'SELECT x FROM t WHERE y AND 1', 'SELECT x FROM t WHERE y AND z = 1'],
  ['number', 'SELECT x FROM t WHERE 1', 'SELECT x FROM t WHERE true'],
  ['number', 'SELECT element_at(a, 0) FROM t', 'SELECT element_at(a, -1) FROM t'],
  ['log', 'SELECT sqrt(-1)', 'SELECT sqrt(2)'],
  [
    'interval',
    "SELECT sum(x) OVER (ORDER BY y RANGE BETWEEN INTERVAL '1' DAY PRECEDING AND CURRENT ROW) FROM t",
    "SELECT sequence(a, b, INTERVAL '1' DAY) FROM t",
  ],
  ['regexp', "SELECT regexp_like(x, '(?=a)') FROM t", "SELECT regexp_like(x, '(?:a)') FROM t"],
  ['regexp', 'SELECT regexp_like(x, y) FROM t', "SELECT regexp_like(x, 'y') FROM t"],
  ['regexp', "SELECT regexp_replace(x, '(a)', '\\1') FROM t", "SELECT regexp_replace(x, '(a)', '$1') FROM t"],
  ['regexp', "SELECT regexp_extract(x, 'a(b)?', 1) FROM t", "SELECT NULLIF(regexp_extract(x, 'a(b)?', 1), '') FROM t"],
  ['implicit-cast', "SELECT x FROM t WHERE d >= '2024-01-01'", "SELECT x FROM t WHERE d >= DATE '2024-01-01'"],
  ['implicit-cast', "SELECT x FROM t WHERE n IN ('1', '2')", 'SELECT x FROM t WHERE n IN (1, 2)'],
  ['implicit-cast', "SELECT x FROM t WHERE n BETWEEN '1' AND '2'", "SELECT x FROM t WHERE substr(n, 1, 1) = '2'"],
  ['concat', "SELECT 'n' || 5", "SELECT 'n' || CAST(5 AS varchar)"],
  ['concat', "SELECT 'n' || count(*) FROM t", "SELECT 'n' || CAST(count(*) AS varchar) FROM t"],
  ['form', 'SELECT a[1] FROM t', 'SELECT element_at(a, 1) FROM t'],
  ['form', "SELECT x AT TIME ZONE 'UTC' FROM t", "SELECT date_add('minute', o, x) FROM t"],
  ['form', 'SELECT EXTRACT(DOW FROM x) FROM t', 'SELECT day_of_week(x) FROM t'],
  ['form', 'SELECT x FROM t TABLESAMPLE BERNOULLI (10)', 'SELECT x FROM t'],
  ['form', 'SELECT x FROM t ORDER BY x FETCH FIRST 1 ROW WITH TIES', 'SELECT x FROM t ORDER BY x LIMIT 1'],
  ['form', "SELECT trim(LEADING 'a' FROM x) FROM t", 'SELECT trim(x) FROM t'],
  ['form', 'SELECT a.x FROM a NATURAL JOIN b', 'SELECT a.x FROM a JOIN b ON b.x = a.x'],
  ['form', 'SELECT current_date', 'SELECT as_of FROM build_input'],
  ['one-select', 'SELECT 1; SELECT 2', 'SELECT 1'],
  ['one-select', 'DROP TABLE t', 'SELECT 1'],
  ['one-select', 'INSERT INTO t SELECT 1', 'SELECT 1'],
  ['one-select', 'CREATE TABLE u AS SELECT 1 AS x', 'SELECT 1'],
  ['table', 'SELECT x FROM main.t', 'SELECT x FROM t'],
  ['table', 'SELECT table_name FROM information_schema.tables', 'SELECT x FROM t'],
  ['values', 'SELECT x FROM (VALUES 1, 2) AS t(x)', 'SELECT x FROM (VALUES (1), (2)) AS t(x)'],
  ['row', 'SELECT x FROM t WHERE (x, y) IN (SELECT a, b FROM u)', 'SELECT x FROM t WHERE x IN (SELECT a FROM u)'],
  ['interval', "SELECT x + INTERVAL '1' DAY FROM t", "SELECT date_add('day', 1, x) FROM t"],
  ['interval', "SELECT DATE '2024-01-02' - DATE '2024-01-01'", "SELECT date_diff('day', a, b) FROM t"],
  ['unnest', 'SELECT x, y FROM UNNEST(ARRAY[1], ARRAY[2]) AS t(x, y)', 'SELECT x FROM UNNEST(ARRAY[1]) AS t(x)'],
  ['recursive', 'WITH RECURSIVE r(n) AS (SELECT 1) SELECT n FROM r', 'WITH r(n) AS (SELECT 1) SELECT n FROM r'],
  [
    'with-twice',
    'WITH a AS (SELECT 1 AS x) SELECT p.x FROM a AS p JOIN a AS q ON q.x = p.x',
    'WITH a AS (SELECT 1 AS x) SELECT p.x FROM a AS p',
  ],
  ['alias', 'SELECT x + 1 AS y, y * 2 AS z FROM t', 'SELECT x + 1 AS y, (x + 1) * 2 AS z FROM t'],
  ['alias', 'SELECT x + 1 AS y, count(*) AS n FROM t GROUP BY y', 'SELECT x + 1 AS y, count(*) AS n FROM t GROUP BY 1'],
  ['alias', 'SELECT x + 1 AS y FROM t WHERE y > 1', 'SELECT x + 1 AS y FROM t WHERE x > 0'],
  [
    'alias',
    'SELECT g, sum(n) AS n FROM t GROUP BY g HAVING n > 1',
    'SELECT t.g, sum(t.n) AS n FROM t GROUP BY t.g HAVING sum(t.n) > 1',
  ],
  ['syntax', 'SELECT x::bigint FROM t', 'SELECT CAST(x AS bigint) FROM t'],
  ['syntax', 'SELECT x FROM t QUALIFY rank() OVER (ORDER BY x) = 1', 'SELECT x FROM t'],
]

const rulesOf = async (sql: string) => (await lintSql(sql)).map((problem) => problem.rule)

/** What DuckDB takes and Trino's grammar does not. */
const foreign: readonly string[] = [
  'SELECT [1, 2]',
  "SELECT {'a': 1}",
  'SELECT 7 // 2',
  'SELECT a ** b FROM t',
  'SELECT a == b FROM t',
  "SELECT x FROM t WHERE x ILIKE 'a%'",
  "SELECT x FROM t WHERE x SIMILAR TO 'a'",
  'SELECT x, count(*) AS n FROM t GROUP BY ALL',
  'SELECT * EXCLUDE (x) FROM t',
  'SELECT lag(x IGNORE NULLS) OVER (ORDER BY i) FROM t',
  "SELECT x FROM 'a.parquet'",
  "SELECT x FROM read_parquet('a')",
  'SELECT lower(x) COLLATE de FROM t',
  'FROM t SELECT x',
]

/** What §3 of the page on the two engines calls the same: it must pass. */
const common: readonly string[] = [
  'SELECT sum(x) FILTER (WHERE y) AS n FROM t',
  'SELECT x FROM t ORDER BY x DESC NULLS LAST',
  'SELECT g, grouping(g) AS total, sum(x) AS n FROM t GROUP BY GROUPING SETS ((g), ())',
  'SELECT array_agg(x ORDER BY x) AS xs FROM t',
  'SELECT u.x, u.n FROM t CROSS JOIN UNNEST(t.xs) WITH ORDINALITY AS u (x, n)',
  'SELECT x FROM t WHERE x IS DISTINCT FROM y',
  'SELECT sum(x) OVER (ORDER BY y ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS n FROM t',
  'SELECT lag(x) IGNORE NULLS OVER (ORDER BY y) AS n FROM t',
]

describe('the lint', () => {
  test.each(traps)('%s refuses: %s', async (rule, wrong, right) => {
    expect(await rulesOf(wrong)).toContain(rule)
    expect(await rulesOf(right)).toEqual([])
  })

  test.each(foreign)('the grammar refuses: %s', async (sql) => {
    expect(await rulesOf(sql)).toContain('syntax')
  })

  test.each(common)('takes what is the same on both engines: %s', async (sql) => {
    expect(await rulesOf(sql)).toEqual([])
  })

  test('every rule has a trap here', () => {
    expect(ruleNames.filter((name) => !traps.some(([rule]) => rule === name))).toEqual([])
  })

  test('says where, what, and what to write, in both languages', async () => {
    const [problem] = await lintSql('SELECT\n  a / b FROM t')
    expect(problem).toMatchObject({ rule: 'division', line: 2, column: 3 })
    expect(problem?.hint.ru).toBe('CAST(a AS double) / NULLIF(b, 0)')
    expect(problem?.what.ru).toContain('деление')
    expect(problem?.what.en).toContain('division')
  })

  test('of a form that is not ours only what stands for that form', async () => {
    const hints = async (sql: string) => [...new Set((await lintSql(sql)).map(({ hint }) => hint.en))]
    expect(await hints('DELETE FROM t')).toEqual(['Exactly one SELECT'])
    expect(await hints('SELECT extract(year FROM t.d) AS y FROM t')).toEqual([
      'Instead: year(x), month(x), day_of_week(x)',
    ])
  })

  test('lets a rule pass where a comment allows it, and only that rule, and only there', async () => {
    expect(await rulesOf('SELECT x || 5 -- allow:concat x is a number in words\nFROM t')).toEqual([])
    expect(await rulesOf('SELECT x || 5 -- allow:cast\nFROM t')).toEqual(['concat'])
    expect(await rulesOf('SELECT x || 5 FROM t\n-- allow:concat')).toEqual(['concat'])
    const strict = await lintSql('SELECT x || 5 FROM t -- allow:concat', { comments: false })
    expect(strict.map((problem) => problem.rule)).toEqual(['concat'])
  })

  test('takes what models are made of', async () => {
    expect(
      await rulesOf(`WITH versions AS (
          SELECT l.lead_id, l.created_at, row_number() OVER (PARTITION BY l.lead_id ORDER BY l.updated_at DESC, l.pulled_at DESC) AS version
          FROM lead AS l
        )
        SELECT CAST(v.lead_id AS varchar) AS lead_id,
          CAST(date_add('minute', z.offset_minutes, v.created_at) AS timestamp(3)) AS created_at,
          CAST(date_format(v.created_at, '%Y-%m') AS varchar) AS month
        FROM versions AS v
        CROSS JOIN agr_company AS c
        LEFT JOIN dim_zone AS z ON z.zone = c.time_zone AND v.created_at >= z.from_utc AND v.created_at < z.to_utc
        WHERE v.version = 1`),
    ).toEqual([])
    expect(
      await rulesOf('SELECT CAST(month AS varchar) AS month, sum(n) AS n FROM t WHERE month > y GROUP BY month'),
    ).toEqual([])
  })
})
