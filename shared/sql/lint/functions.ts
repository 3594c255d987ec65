import { say } from '#shared/i18n/text.ts'
import type { SqlNode } from '../grammar.ts'
import { orderOfNamedWindow } from './names.ts'
import { argumentsOf, functionName, literal, part } from './nodes.ts'
import { type Rule, rule } from './rule.ts'

/** Every function that our SQL has, with the least and the most arguments. Each has a case in test/fixtures/sql/cases.json. */
export const functions: Readonly<Record<string, readonly [number, number]>> = {
  abs: [1, 1],
  array_agg: [1, 1],
  array_join: [2, 2],
  avg: [1, 1],
  bool_and: [1, 1],
  bool_or: [1, 1],
  cardinality: [1, 1],
  ceil: [1, 1],
  coalesce: [1, 20],
  concat: [2, 6],
  count: [0, 1],
  count_if: [1, 1],
  date_add: [3, 3],
  date_diff: [3, 3],
  date_format: [2, 2],
  date_parse: [2, 2],
  date_trunc: [2, 2],
  day: [1, 1],
  day_of_month: [1, 1],
  day_of_week: [1, 1],
  day_of_year: [1, 1],
  dense_rank: [0, 0],
  element_at: [2, 2],
  every: [1, 1],
  exp: [1, 1],
  first_value: [1, 1],
  floor: [1, 1],
  greatest: [2, 4],
  hour: [1, 1],
  if: [3, 3],
  lag: [1, 3],
  last_day_of_month: [1, 1],
  last_value: [1, 1],
  lead: [1, 3],
  least: [2, 4],
  length: [1, 1],
  ln: [1, 1],
  lower: [1, 1],
  lpad: [3, 3],
  ltrim: [1, 1],
  max: [1, 1],
  max_by: [2, 2],
  min: [1, 1],
  min_by: [2, 2],
  minute: [1, 1],
  month: [1, 1],
  nullif: [2, 2],
  power: [2, 2],
  quarter: [1, 1],
  rank: [0, 0],
  regexp_extract: [2, 3],
  regexp_like: [2, 2],
  regexp_replace: [2, 3],
  replace: [3, 3],
  round: [1, 2],
  row_number: [0, 0],
  rtrim: [1, 1],
  second: [1, 1],
  sequence: [2, 3],
  split_part: [3, 3],
  sqrt: [1, 1],
  starts_with: [2, 2],
  strpos: [2, 2],
  substr: [2, 3],
  substring: [2, 3],
  sum: [1, 1],
  truncate: [1, 1],
  upper: [1, 1],
  year: [1, 1],
}

const instead: Readonly<Record<string, string>> = {
  approx_percentile:
    'element_at(array_agg(x ORDER BY x) FILTER (WHERE x IS NOT NULL), CAST(ceil(0.5e0 * count(x)) AS bigint))',
  approx_distinct: 'count(DISTINCT x)',
  arbitrary: 'min(x)',
  any_value: 'min(x)',
  at_timezone: 'dim_zone + date_add',
  with_timezone: 'dim_zone + date_add',
  from_unixtime: 'timestamp(3)',
  now: 'build_input.as_of',
  week: "date_trunc('week', x)",
  try: 'NULLIF, regexp_like',
}

const named = (node: Parameters<typeof functionName>[0]) => functionName(node)

const dateUnits = ['day', 'week', 'month', 'quarter', 'year', 'hour', 'minute', 'second', 'millisecond']

const isOrdered = (over: SqlNode | undefined): boolean =>
  over !== undefined && (/orderby/i.test(over.text) || orderOfNamedWindow(over))

const notOnList: Rule = {
  rule: 'function',
  kinds: ['FunctionCall'],
  find: (node) => (named(node) in functions ? undefined : node),
  what: (node) => {
    const other = instead[named(node)]
    return say(
      `функции ${named(node)}() нет в нашем списке${other ? `; вместо неё: ${other}` : ''}`,
      `${named(node)}() is not on our list${other ? `; instead: ${other}` : ''}`,
    )
  },
  hint: say(
    'Список — shared/sql/lint/functions.ts: в нём то, что на Athena и на DuckDB значит одно и то же',
    'The list is shared/sql/lint/functions.ts: what means the same on Athena and on DuckDB',
  ),
}

export const functionRules: readonly Rule[] = [
  notOnList,
  rule(
    'arguments',
    ['FunctionCall'],
    (node) => {
      const [least, most] = functions[named(node)] ?? [0, 99]
      return argumentsOf(node).length < least || argumentsOf(node).length > most
    },
    (node) => say(`${named(node)}(): не то число аргументов`, `${named(node)}(): wrong number of arguments`),
    say('Сверьтесь с shared/sql/lint/functions.ts', 'See shared/sql/lint/functions.ts'),
  ),
  rule(
    'date-unit',
    ['FunctionCall'],
    (node) =>
      ['date_add', 'date_diff', 'date_trunc'].includes(named(node)) &&
      !dateUnits.includes(literal(argumentsOf(node)[0]) ?? ''),
    (node) => say(`${named(node)}: единица не из списка`, `${named(node)}: the unit is not on the list`),
    say(`Единица — текст в кавычках: ${dateUnits.join(', ')}`, `The unit is a text in quotes: ${dateUnits.join(', ')}`),
  ),
  rule(
    'date-format',
    ['FunctionCall'],
    (node) => named(node) === 'date_format' && !/^(%[YmdHisTj%]|[^%])+$/.test(literal(argumentsOf(node)[1]) ?? '%'),
    say('date_format: такого шаблона нет в прелюдии', 'date_format: the prelude lacks this pattern'),
    say("Пишите '%Y-%m-%d %H:%i:%s' и его части", "Write '%Y-%m-%d %H:%i:%s' or parts of it"),
  ),
  rule(
    'date-parse',
    ['FunctionCall'],
    (node) =>
      named(node) === 'date_parse' && !['%Y-%m-%d', '%Y-%m-%d %H:%i:%s'].includes(literal(argumentsOf(node)[1]) ?? ''),
    say('date_parse: такого формата нет в прелюдии', 'date_parse: the prelude lacks this format'),
    say(
      "Только '%Y-%m-%d' и '%Y-%m-%d %H:%i:%s'; иное разбирает загрузка",
      "Only '%Y-%m-%d' and '%Y-%m-%d %H:%i:%s'; ingest parses the rest",
    ),
  ),
  rule(
    'window-filter',
    ['FunctionCall'],
    (node) => part(node, 'Filter') !== undefined && part(node, 'Over') !== undefined,
    say('FILTER вместе с OVER Trino не принимает', 'Trino refuses FILTER together with OVER'),
    say('sum(CASE WHEN … THEN x END) OVER (…)', 'sum(CASE WHEN … THEN x END) OVER (…)'),
  ),
  rule(
    'order',
    ['FunctionCall'],
    (node) => named(node) === 'array_agg' && !node.children.some((child) => child.kind === 'SortItem'),
    say('array_agg без ORDER BY: порядок случаен', 'array_agg without ORDER BY: the order is accidental'),
    say('array_agg(x ORDER BY x)', 'array_agg(x ORDER BY x)'),
  ),
  rule(
    'order',
    ['FunctionCall'],
    (node) =>
      ['row_number', 'rank', 'dense_rank', 'lag', 'lead', 'first_value', 'last_value'].includes(named(node)) &&
      !isOrdered(part(node, 'Over')),
    (node) =>
      say(
        `${named(node)} без ORDER BY в OVER: ответ случаен`,
        `${named(node)} without ORDER BY in OVER: the answer is accidental`,
      ),
    say('OVER (PARTITION BY … ORDER BY …, ключ строки)', "OVER (PARTITION BY … ORDER BY …, the row's key)"),
  ),
]
