-- Teaches DuckDB the Trino words that our models and `concord query` use. Nothing else belongs here: a macro comes in with the
-- first statement that needs it and with its cases (test/fixtures/sql/cases.json). An override names the builtin as
-- system.main.<fn>, otherwise the macro would call itself. Statements end with ';' at the end of a line.
SET TimeZone = 'UTC';
SET integer_division = true;
SET default_null_order = 'NULLS_LAST';
SET autoinstall_known_extensions = false;
SET autoload_known_extensions = false;

-- Dates. Trino counts whole elapsed units; DuckDB's date_diff counts the boundaries crossed, its date_sub whole units.
CREATE OR REPLACE MACRO date_diff(unit, a, b) AS date_sub(unit, a, b);
-- A date stays a date; DuckDB would make a timestamp of it.
CREATE OR REPLACE MACRO date_add(unit, n, x) AS cast_to_type(
  x + CAST(n AS integer) * CASE unit
    WHEN 'millisecond' THEN INTERVAL 1 MILLISECOND
    WHEN 'second' THEN INTERVAL 1 SECOND
    WHEN 'minute' THEN INTERVAL 1 MINUTE
    WHEN 'hour' THEN INTERVAL 1 HOUR
    WHEN 'day' THEN INTERVAL 1 DAY
    WHEN 'week' THEN INTERVAL 7 DAY
    WHEN 'month' THEN INTERVAL 1 MONTH
    WHEN 'quarter' THEN INTERVAL 3 MONTH
    WHEN 'year' THEN INTERVAL 1 YEAR
    ELSE CAST('date_add: unit ' || unit AS INTERVAL) END,
  x);
CREATE OR REPLACE MACRO date_trunc(unit, x) AS cast_to_type(system.main.date_trunc(unit, x), x);
CREATE OR REPLACE MACRO day_of_week(x) AS isodow(x);
CREATE OR REPLACE MACRO day_of_month(x) AS day(x);
CREATE OR REPLACE MACRO day_of_year(x) AS dayofyear(x);
CREATE OR REPLACE MACRO year_of_week(x) AS isoyear(x);
CREATE OR REPLACE MACRO last_day_of_month(x) AS last_day(x);
-- The lint lets through only the patterns that are spelled here.
CREATE OR REPLACE MACRO date_format(t, f) AS strftime(t, replace(replace(replace(f, '%i', '%M'), '%s', '%S'), '%T', '%H:%M:%S'));
CREATE OR REPLACE MACRO date_parse(s, f) AS CASE f
  WHEN '%Y-%m-%d' THEN strptime(s, '%Y-%m-%d')
  WHEN '%Y-%m-%d %H:%i:%s' THEN strptime(s, '%Y-%m-%d %H:%M:%S')
  ELSE CAST('date_parse: format ' || f AS TIMESTAMP) END;

-- Texts. A regular expression that finds nothing is NULL; a replacement replaces all and names groups $1.
CREATE OR REPLACE MACRO regexp_like(s, p) AS regexp_matches(s, p);
CREATE OR REPLACE MACRO regexp_extract(s, p) AS CASE WHEN regexp_matches(s, p) THEN system.main.regexp_extract(s, p) END,
  (s, p, g) AS CASE WHEN regexp_matches(s, p) THEN system.main.regexp_extract(s, p, g) END;
CREATE OR REPLACE MACRO regexp_replace(s, p) AS system.main.regexp_replace(s, p, '', 'g'),
  (s, p, r) AS system.main.regexp_replace(s, p, system.main.regexp_replace(r, '\$(\d)', '\\\1', 'g'), 'g');
-- Trino has no capital for the sharp s.
CREATE OR REPLACE MACRO upper(s) AS replace(system.main.upper(s), 'ẞ', 'ß');
CREATE OR REPLACE MACRO split_part(s, d, n) AS CASE
  WHEN n < 1 THEN CAST(CAST('split_part: index ' || n AS integer) AS varchar)
  WHEN n <= len(string_split(s, d)) THEN string_split(s, d)[n] END;
-- Trino trims all white space of Unicode but the no-break space; DuckDB trims blanks only.
CREATE OR REPLACE MACRO trino_space() AS ' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || chr(28) || chr(29)
  || chr(30) || chr(31) || chr(5760) || chr(8192) || chr(8193) || chr(8194) || chr(8195) || chr(8196) || chr(8197)
  || chr(8198) || chr(8200) || chr(8201) || chr(8202) || chr(8232) || chr(8233) || chr(8287) || chr(12288);
-- DuckDB reads the list of blanks anew for every row, so that it is asked only where there is one.
CREATE OR REPLACE MACRO trim(s) AS CASE
  WHEN system.main.contains(trino_space(), system.main.left(s, 1)) OR system.main.contains(trino_space(), system.main.right(s, 1))
  THEN system.main.trim(s, trino_space()) ELSE s END;
CREATE OR REPLACE MACRO ltrim(s) AS system.main.ltrim(s, trino_space());
CREATE OR REPLACE MACRO rtrim(s) AS system.main.rtrim(s, trino_space());
CREATE OR REPLACE MACRO substr(s, i) AS CASE WHEN i = 0 OR i < -length(s) THEN left(s, 0) ELSE system.main.substr(s, i) END,
  (s, i, n) AS CASE WHEN i = 0 OR i < -length(s) THEN left(s, 0) ELSE system.main.substr(s, i, n) END;
CREATE OR REPLACE MACRO substring(s, i) AS substr(s, i), (s, i, n) AS substr(s, i, n);
CREATE OR REPLACE MACRO concat(a, b) AS (a || b), (a, b, c) AS (a || b || c), (a, b, c, d) AS (a || b || c || d),
  (a, b, c, d, e) AS (a || b || c || d || e), (a, b, c, d, e, f) AS (a || b || c || d || e || f);

-- NULL in, NULL out; DuckDB skips NULLs.
CREATE OR REPLACE MACRO greatest(a, b) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN system.main.greatest(a, b) END,
  (a, b, c) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL AND c IS NOT NULL THEN system.main.greatest(a, b, c) END,
  (a, b, c, d) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL AND c IS NOT NULL AND d IS NOT NULL THEN system.main.greatest(a, b, c, d) END;
CREATE OR REPLACE MACRO least(a, b) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN system.main.least(a, b) END,
  (a, b, c) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL AND c IS NOT NULL THEN system.main.least(a, b, c) END,
  (a, b, c, d) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL AND c IS NOT NULL AND d IS NOT NULL THEN system.main.least(a, b, c, d) END;
CREATE OR REPLACE MACRO truncate(x) AS trunc(x);

-- Arrays. sequence steps from its start, so that month ends don't slide; a wrong direction or more than 10,000 entries is an error.
CREATE OR REPLACE MACRO element_at(c, k) AS c[k];
CREATE OR REPLACE MACRO cardinality(x) AS CAST(len(x) AS bigint);
CREATE OR REPLACE MACRO array_join(a, d) AS array_to_string(a, d);
CREATE OR REPLACE MACRO trino_entries(n) AS CASE WHEN n BETWEEN 1 AND 10000 THEN n
  ELSE CAST('sequence: wrong direction or more than 10000 entries' AS bigint) END;
CREATE OR REPLACE MACRO sequence(a, b) AS cast_to_type(list_transform(
    range(0, CASE WHEN a IS NULL OR b IS NULL THEN NULL ELSE trino_entries(abs(b - a) + 1) END),
    lambda i: a + CAST(i * CASE WHEN b < a THEN -1 ELSE 1 END AS integer)), [a]),
  (a, b, step) AS cast_to_type(list_filter(list_transform(
    range(0, CASE WHEN a IS NULL OR b IS NULL THEN NULL ELSE trino_entries(len(generate_series(a, b, step))) END),
    lambda i: a + CAST(i AS integer) * step), lambda v: v BETWEEN system.main.least(a, b) AND system.main.greatest(a, b)), [a]);
