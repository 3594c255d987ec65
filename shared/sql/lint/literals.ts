import { say } from '#shared/i18n/text.ts'
import type { SqlNode } from '../grammar.ts'
import { ancestors, argumentsOf, core, functionName, isNumber } from './nodes.ts'
import { type Rule, rule } from './rule.ts'

const isNull = (node: SqlNode): boolean => core(node).kind === 'NullLiteral'

/** Functions that are about NULL itself. */
const takesNull = new Set(['if', 'lag', 'lead'])

const isConjunction = (node: SqlNode): boolean => ['And', 'Or', 'LogicalNot', 'WhereClause'].includes(node.kind)

const insideSequence = (node: SqlNode): boolean =>
  [...ancestors(node)]
    .find((up) => up.kind === 'FunctionCall' || up.kind === 'QuerySpecification')
    ?.children[0]?.text.toLowerCase() === 'sequence'

export const literalRules: readonly Rule[] = [
  rule(
    'null',
    ['FunctionCall'],
    (node) => !takesNull.has(functionName(node)) && argumentsOf(node).some(isNull),
    (node) =>
      say(
        `${functionName(node)}(… NULL …): NULL без типа движки понимают по-разному`,
        `${functionName(node)}(… NULL …): the engines take an untyped NULL differently`,
      ),
    say(
      'Уберите NULL или дайте ему тип: CAST(NULL AS varchar)',
      'Leave it out or give it a type: CAST(NULL AS varchar)',
    ),
  ),
  rule(
    'null',
    ['Concatenation'],
    (node) => node.children.some(isNull),
    say('|| с NULL без типа', '|| with an untyped NULL'),
    say('coalesce(x, …)', 'coalesce(x, …)'),
  ),
  rule(
    'number',
    ['IntegerLiteral', 'DoubleLiteral'],
    (node) => !/^-?\d+(\.\d*)?(e[+-]?\d+)?$/i.test(node.text),
    (node) => say(`так числа не пишем: ${node.text}`, `numbers are not written so: ${node.text}`),
    say('1000000, 1.5e0', '1000000, 1.5e0'),
  ),
  rule(
    'number',
    ['And', 'Or', 'LogicalNot', 'WhereClause'],
    (node) => node.children.some((child) => !isConjunction(child) && isNumber(child)),
    say('число вместо условия: Trino его не принимает', 'a number for a condition: Trino refuses it'),
    say('x <> 0', 'x <> 0'),
  ),
  rule(
    'number',
    ['FunctionCall'],
    (node) => functionName(node) === 'element_at' && /^-?0+$/.test(argumentsOf(node)[1]?.text ?? ''),
    say(
      'element_at(a, 0): Trino отвечает ошибкой, DuckDB — NULL',
      'element_at(a, 0): an error in Trino, NULL in DuckDB',
    ),
    say('Счёт идёт с 1', 'Entries count from 1'),
  ),
  rule(
    'log',
    ['FunctionCall'],
    (node) => ['ln', 'sqrt'].includes(functionName(node)) && /^-/.test(argumentsOf(node)[0]?.text ?? ''),
    say('отрицательное число: Trino даёт NaN, DuckDB — ошибку', 'a negative number: NaN in Trino, an error in DuckDB'),
    say('CASE WHEN x >= 0 THEN sqrt(x) END', 'CASE WHEN x >= 0 THEN sqrt(x) END'),
  ),
  rule(
    'interval',
    ['Interval'],
    (node) => !insideSequence(node),
    say('интервалы — только шагом sequence', 'intervals only as the step of sequence'),
    say("date_add('day', -7, x)", "date_add('day', -7, x)"),
  ),
]
