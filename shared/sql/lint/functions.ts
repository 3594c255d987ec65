import { say } from '#shared/i18n/text.ts'
import type { SqlNode } from '../grammar.ts'
import { functions, instead } from './function-list.ts'
import { orderOfNamedWindow } from './names.ts'
import { argumentsOf, functionName, literal, part } from './nodes.ts'
import { type Rule, rule } from './rule.ts'

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
  hint: () =>
    say(
      'Список — shared/sql/lint/function-list.ts: в нём то, что на Athena и на DuckDB значит одно и то же',
      'The list is shared/sql/lint/function-list.ts: what means the same on Athena and on DuckDB',
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
    say('Сверьтесь с shared/sql/lint/function-list.ts', 'See shared/sql/lint/function-list.ts'),
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
