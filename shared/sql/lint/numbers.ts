import { say } from '#shared/i18n/text.ts'
import type { SqlNode } from '../grammar.ts'
import { walk } from '../grammar.ts'
import { argumentsOf, castSource, castTarget, core, functionName, isDouble, isNumber, literal } from './nodes.ts'
import { type Rule, rule } from './rule.ts'

const operator = (node: SqlNode): string => node.children[1]?.text ?? ''

function safeDivisor(node: SqlNode | undefined): boolean {
  if (!node) return false
  const inner = core(node)
  if (isNumber(inner)) return Number(inner.text) !== 0
  if (inner.kind === 'Cast') return safeDivisor(castSource(inner))
  return functionName(inner) === 'nullif' && /^-?0(e0)?$/i.test(argumentsOf(inner)[1]?.text ?? '')
}

const rounded = (node: SqlNode | undefined): boolean =>
  node !== undefined && ['round', 'floor', 'ceil', 'ceiling', 'truncate'].includes(functionName(core(node)))

const whole = new Set([
  'count',
  'count_if',
  'date_diff',
  'length',
  'cardinality',
  'row_number',
  'rank',
  'dense_rank',
  'strpos',
])

/** The parts of an expression that its value comes from: conditions are not among them. */
const valueParts = (node: SqlNode): readonly SqlNode[] =>
  node.kind === 'WhenClause'
    ? node.children.slice(-1)
    : node.children.filter((child) => child.kind !== 'TerminalNode' && child.kind !== 'Comparison')

/** Known to have fractions, anywhere but in a rounding call. */
function fractional(node: SqlNode | undefined): boolean {
  if (!node) return false
  const inner = core(node)
  if (rounded(inner) || whole.has(functionName(inner))) return false
  if (isDouble(inner) || inner.kind === 'DecimalLiteral') return true
  return inner.kind !== 'Cast' && valueParts(inner).some(fractional)
}

const types = /^(array\()*(boolean|integer|bigint|double|varchar|date|timestamp\(3\))\)*$/

const momentLike = (node: SqlNode | undefined): boolean =>
  node !== undefined &&
  [...walk(node)].some(
    (one) =>
      castTarget(one)?.startsWith('timestamp') ||
      (one.kind === 'TypeConstructor' && /^timestamp/i.test(one.text)) ||
      functionName(one) === 'date_parse',
  )

const textForms: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-\d\d-\d\d$/,
  'timestamp(3)': /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,3})?$/,
  varchar: /^/,
}

const badTextCast = (node: SqlNode): boolean => {
  const text = literal(castSource(node))
  return text !== undefined && !textForms[castTarget(node) ?? '']?.test(text)
}

export const numberRules: readonly Rule[] = [
  rule(
    'division',
    ['ArithmeticBinary'],
    (node) => operator(node) === '/' && !isDouble(node.children[0]),
    say('деление: Trino делит целые нацело, DuckDB — нет', 'division: Trino truncates integers, DuckDB does not'),
    say('CAST(a AS double) / NULLIF(b, 0)', 'CAST(a AS double) / NULLIF(b, 0)'),
  ),
  rule(
    'zero',
    ['ArithmeticBinary'],
    (node) => (operator(node) === '/' || operator(node) === '%') && !safeDivisor(node.children[2]),
    say(
      'делить можно на NULLIF(x, 0) или на число, не равное нулю: на ноль Trino отвечает ошибкой',
      'divide by NULLIF(x, 0) or by a number that is not zero: Trino answers zero with an error',
    ),
    say('CAST(a AS double) / NULLIF(b, 0)', 'CAST(a AS double) / NULLIF(b, 0)'),
  ),
  rule(
    'decimal',
    ['DecimalLiteral'],
    () => true,
    (node) =>
      say(
        `${node.text} — десятичное число: движки считают его по-разному`,
        `${node.text} is a decimal: the engines reckon it differently`,
      ),
    say('0.5e0 (double) или целые миллионные доли', '0.5e0 (double) or integer micros'),
  ),
  rule(
    'type',
    ['Cast'],
    (node) => !types.test(castTarget(node) ?? ''),
    (node) => say(`типа ${castTarget(node)} нет в нашем SQL`, `our SQL has no type ${castTarget(node)}`),
    say(
      'varchar, bigint, integer, double, boolean, date, timestamp(3), array(…)',
      'varchar, bigint, integer, double, boolean, date, timestamp(3), array(…)',
    ),
  ),
  rule(
    'type',
    ['TypeConstructor'],
    (node) =>
      !/^(date'\d{4}-\d\d-\d\d'|timestamp'\d{4}-\d\d-\d\d\d\d:\d\d(:\d\d(\.\d{1,3})?)?')$/i.test(
        node.text.replaceAll(' ', ''),
      ),
    (node) => say(`такого литерала нет в нашем SQL: ${node.text}`, `our SQL has no such literal: ${node.text}`),
    say("DATE '2024-01-31', TIMESTAMP '2024-01-31 10:20:30'", "DATE '2024-01-31', TIMESTAMP '2024-01-31 10:20:30'"),
  ),
  rule(
    'cast',
    ['Cast'],
    (node) => /^try_cast/i.test(node.children[0]?.text ?? ''),
    say('TRY_CAST строг в Trino и снисходителен в DuckDB', 'TRY_CAST is strict in Trino and lenient in DuckDB'),
    say(
      "CASE WHEN regexp_like(x, '^-?[0-9]+$') THEN CAST(x AS bigint) END",
      "CASE WHEN regexp_like(x, '^-?[0-9]+$') THEN CAST(x AS bigint) END",
    ),
  ),
  rule(
    'cast',
    ['Cast'],
    (node) => /^(bigint|integer)$/.test(castTarget(node) ?? '') && fractional(castSource(node)),
    say('double в целое: половины округляются по-разному', 'double to integer: halves are rounded differently'),
    say('CAST(round(x) AS bigint)', 'CAST(round(x) AS bigint)'),
  ),
  rule(
    'cast',
    ['Cast'],
    (node) => castTarget(node) === 'varchar' && (fractional(castSource(node)) || momentLike(castSource(node))),
    say('время и double пишутся текстом по-разному', 'times and doubles are spelt differently as text'),
    say(
      "date_format(x, '%Y-%m-%d %H:%i:%s'); CAST(CAST(round(x) AS bigint) AS varchar)",
      "date_format(x, '%Y-%m-%d %H:%i:%s'); CAST(CAST(round(x) AS bigint) AS varchar)",
    ),
  ),
  rule(
    'cast',
    ['Cast'],
    badTextCast,
    say('этот текст движки прочтут по-разному', 'the engines read this text differently'),
    say(
      "DATE '2024-01-31', TIMESTAMP '2024-01-31 10:20:30', число без кавычек",
      "DATE '2024-01-31', TIMESTAMP '2024-01-31 10:20:30', a number without quotes",
    ),
  ),
  rule(
    'log',
    ['FunctionCall'],
    (node) => functionName(node) === 'ln' && !safeDivisor(argumentsOf(node)[0]),
    say('ln(0): Trino даёт -Infinity, DuckDB — ошибку', 'ln(0): Trino gives -Infinity, DuckDB an error'),
    say('ln(NULLIF(x, 0))', 'ln(NULLIF(x, 0))'),
  ),
  rule(
    'double-sum',
    ['FunctionCall'],
    (node) => ['sum', 'avg'].includes(functionName(node)) && isDouble(argumentsOf(node)[0]),
    say('сумма дробных чисел зависит от порядка строк', 'a sum of doubles depends on the order of rows'),
    say('Суммируйте целые (миллионные доли), делите в конце', 'Sum integers (micros) and divide last'),
  ),
]
