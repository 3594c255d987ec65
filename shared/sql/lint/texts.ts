import { say } from '#shared/i18n/text.ts'
import type { SqlNode } from '../grammar.ts'
import { ancestors, argumentsOf, castTarget, core, functionName, literal } from './nodes.ts'
import { type Rule, rule } from './rule.ts'

const pattern = (node: SqlNode): string | undefined => literal(argumentsOf(node)[1])

const isRegexp = (node: SqlNode): boolean => functionName(node).startsWith('regexp_')

const lookAround = /\(\?(?!:|i\))|\\[1-9bBGzZAQEpPRXhHvVkK]|\[\[|&&|[*+?}]\+/

/** A group that may stay empty although the whole expression was found. */
const optionalGroup = /\)[?*]|\)\{0|\|/

function insideNullif(node: SqlNode): boolean {
  const outer = [...ancestors(node)].find((up) => up.text !== node.text)
  return outer !== undefined && functionName(outer) === 'nullif'
}

const looksTyped = (text: string | undefined): boolean =>
  text !== undefined && /^\d{4}-\d\d-\d\d|^[+-]?\d+(\.\d+)?$|^(true|false)$/i.test(text)

const textFunctions = new Set([
  'substr',
  'substring',
  'lower',
  'upper',
  'concat',
  'date_format',
  'regexp_extract',
  'split_part',
  'replace',
  'regexp_replace',
  'lpad',
])

const isText = (node: SqlNode): boolean => {
  const inner = core(node)
  return (
    textFunctions.has(functionName(inner)) ||
    castTarget(inner) === 'varchar' ||
    inner.kind === 'Concatenation' ||
    literal(inner) !== undefined
  )
}

const comparisons = new Set(['Comparison', 'Between', 'InList', 'DistinctFrom'])

/** `x = '1'`: a side that looks like a number or a date, and no side that is a text by its form. */
function comparesTyped(node: SqlNode): boolean {
  const [left, predicate] = node.children
  if (!left || !predicate || !comparisons.has(predicate.kind)) return false
  const sides = [
    left,
    ...predicate.children.filter((child) => child.kind !== 'TerminalNode' && child.kind !== 'ComparisonOperator'),
  ]
  const literals = sides.map((side) => literal(side))
  if (literals.every((text) => text !== undefined)) return false
  return literals.some(looksTyped) && !sides.some((side) => literal(side) === undefined && isText(side))
}

const notText = (node: SqlNode): boolean => {
  const inner = core(node)
  const target = castTarget(inner)
  return (
    (/Literal$/.test(inner.kind) && /^-?\d/.test(inner.text)) ||
    ['ArrayConstructor', 'TypeConstructor', 'BooleanValue', 'ArithmeticBinary', 'IntegerLiteral'].includes(
      inner.kind,
    ) ||
    (target !== undefined && target !== 'varchar') ||
    [
      'count',
      'sum',
      'year',
      'month',
      'day',
      'length',
      'date_diff',
      'array_agg',
      'cardinality',
      'round',
      'date_trunc',
      'date_add',
      'sequence',
    ].includes(functionName(inner))
  )
}

export const textRules: readonly Rule[] = [
  rule(
    'regexp',
    ['FunctionCall'],
    (node) => isRegexp(node) && (pattern(node) === undefined || lookAround.test(pattern(node) ?? '')),
    say(
      'регулярное выражение: только текст в кавычках, без просмотра вперёд и назад и без обратных ссылок',
      'regular expression: a text in quotes only, no look-around and no back-references',
    ),
    say(
      'Сложное разбирает загрузка или справочник на TypeScript',
      'Ingest or a lookup in TypeScript parses what is harder',
    ),
  ),
  rule(
    'regexp',
    ['FunctionCall'],
    (node) =>
      functionName(node) === 'regexp_replace' &&
      /\\|\$\{|\$\d\d/.test(literal(argumentsOf(node)[2]) ?? (argumentsOf(node).length === 3 ? '\\' : '')),
    say('замена: группы пишутся $1, без обратной черты', 'replacement: groups are written $1, no backslash'),
    say("regexp_replace(x, '([0-9]+)', '<$1>')", "regexp_replace(x, '([0-9]+)', '<$1>')"),
  ),
  rule(
    'regexp',
    ['FunctionCall'],
    (node) => {
      const [, , group] = argumentsOf(node)
      return (
        functionName(node) === 'regexp_extract' &&
        group !== undefined &&
        group.text !== '0' &&
        optionalGroup.test(pattern(node) ?? '') &&
        !insideNullif(node)
      )
    },
    say("необязательная группа: в Trino NULL, в DuckDB ''", "an optional group: NULL in Trino, '' in DuckDB"),
    say("NULLIF(regexp_extract(x, 'a(b)?', 1), '')", "NULLIF(regexp_extract(x, 'a(b)?', 1), '')"),
  ),
  rule(
    'implicit-cast',
    ['Predicated'],
    comparesTyped,
    say(
      'число или дата в кавычках: Trino не сравнивает текст с числом или датой, DuckDB приводит молча',
      'a number or a date in quotes: Trino does not compare text with them, DuckDB casts silently',
    ),
    say(
      "x = 1, x >= DATE '2024-01-01', CAST(x AS varchar) = '1'",
      "x = 1, x >= DATE '2024-01-01', CAST(x AS varchar) = '1'",
    ),
  ),
  rule(
    'concat',
    ['Concatenation'],
    (node) => node.children.some((child) => child.kind !== 'TerminalNode' && notText(child)),
    say('|| соединяет только тексты', '|| joins texts only'),
    say("CAST(x AS varchar) || '…'", "CAST(x AS varchar) || '…'"),
  ),
]
