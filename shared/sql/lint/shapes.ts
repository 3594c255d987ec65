import { say } from '#shared/i18n/text.ts'
import { own } from '#shared/own.ts'
import type { SqlNode } from '../grammar.ts'
import { ancestors, argumentsOf, core, descendants, functionName, unquote } from './nodes.ts'
import { type Rule, rule } from './rule.ts'

/** Every form of the grammar that our SQL has; what is not here is refused by name. */
const forms = new Set(
  `AliasedRelation And ArithmeticBinary ArithmeticUnary ArrayConstructor BasicStringLiteral Between BooleanLiteral BooleanValue
  BoundedFrame Cast ColumnAliases ColumnName ColumnRef ColumnReference Comparison ComparisonOperator Concatenation Cube
  CurrentRowBound DateTimeType DecimalLiteral Dereference DistinctFrom DoubleLiteral Exists Expression ExpressionSourceTable
  Filter FrameExtent FunctionCall FunctionName GenericType GroupBy GroupingOperation GroupingSet GroupingTerm HavingClause
  InList InSubquery InlineTable IntegerLiteral Interval IntervalField IntervalLiteral JoinColumnEquality JoinColumnReference
  JoinCriteria JoinRelation JoinType Like LimitRowCount LogicalNot MultipleGroupingSets NamedQuery NonReserved NullLiteral
  NullPredicate NullTreatment NumericLiteral Or Over ParenthesizedExpression ParenthesizedRelation PartitionBy
  PatternRecognition Predicated Program QualifiedName QueryNoWith QueryPrimaryDefault QuerySpecification QueryStatement
  QueryTermDefault QuotedIdentifier RelationDefault Rollup RootQuery RowConstructor RowCount SampledRelation SearchedCase
  SelectAllWithoutTable SelectExpressionColumnName SelectItem SelectList SelectLiteralColumnName SetOperation SetQuantifier SimpleCase
  SingleGroupingSet SingleStatement SortItem StatementDefault Statements StringLiteral SubqueryExpression SubqueryRelation
  Subquery TableAllColumns TableName TableOrViewName TableRef TerminalNode Trim TypeConstructor TypeParameter UnboundedFrame Unnest UnquotedIdentifier
  ValueExpressionDefault WhenClause WhereClause WindowDefinition WindowFrame WindowSpecification With`.split(/\s+/),
)

const better: Readonly<Record<string, string>> = {
  AtTimeZone: 'dim_zone + date_add',
  Subscript: 'element_at(x, k)',
  Extract: 'year(x), month(x), day_of_week(x)',
  Position: 'strpos(x, y)',
  ListAgg: "array_join(array_agg(x ORDER BY x), ',')",
  Lambda: 'CROSS JOIN UNNEST(…)',
  CurrentDate: 'build_input.as_of',
  CurrentTimestamp: 'build_input.as_of',
  Substring: 'substr(x, 1, 4)',
  Lateral: 'JOIN, row_number() OVER (…)',
}

const withNames = (node: SqlNode): readonly string[] =>
  descendants(node, 'NamedQuery').map((one) => unquote(one.children[0]?.text ?? ''))

function readTwice(query: SqlNode): SqlNode | undefined {
  const tables = descendants(query, 'TableName')
  return withNames(query)
    .map((name) => tables.filter((table) => unquote(table.text) === name)[1])
    .find((second) => second !== undefined)
}

const isInterval = (node: SqlNode | undefined): boolean => node !== undefined && core(node).kind.startsWith('Interval')

const isDate = (node: SqlNode | undefined): boolean => {
  const inner = node && core(node)
  return (
    inner !== undefined &&
    (inner.kind === 'TypeConstructor' ||
      (inner.kind === 'Cast' && /^(date|timestamp.*)$/i.test(inner.children.at(-2)?.text ?? '')) ||
      ['date_trunc', 'date_add', 'last_day_of_month', 'date_parse'].includes(functionName(inner)))
  )
}

const hasWord = (node: SqlNode, word: RegExp): boolean =>
  node.children.some((child) => child.kind === 'TerminalNode' && word.test(child.text))

export const shapeRules: readonly Rule[] = [
  {
    rule: 'form',
    kinds: ['*'],
    find: (node) => (forms.has(node.kind) || /^[A-Z_]+$/.test(node.kind) ? undefined : node),
    what: (node) => say(`такой формы нет в нашем SQL: ${node.kind}`, `our SQL does not have this form: ${node.kind}`),
    hint: ({ kind }) => {
      const other = own(better, kind)
      return other ? say(`Вместо неё: ${other}`, `Instead: ${other}`) : say('Ровно один SELECT', 'Exactly one SELECT')
    },
  },
  rule(
    'one-select',
    ['Program'],
    (node) => node.children.filter((child) => child.kind === 'Statements').length !== 1,
    say('здесь не одна команда', 'this is not one statement'),
    say('Ровно один SELECT', 'Exactly one SELECT'),
  ),
  rule(
    'one-select',
    ['SingleStatement'],
    (node) => node.children[0]?.kind !== 'StatementDefault',
    say('это не SELECT', 'this is not a SELECT'),
    say('Ровно один SELECT', 'Exactly one SELECT'),
  ),
  rule(
    'table',
    ['TableName'],
    (node) => node.text.includes('.'),
    (node) => say(`таблица с путём: ${node.text}`, `a table with a path: ${node.text}`),
    say('Имена таблиц пишутся без схемы и каталога', 'Table names stand without schema and catalogue'),
  ),
  rule(
    'values',
    ['InlineTable'],
    (node) => node.children.some((child) => child.kind === 'Expression' && !child.text.startsWith('(')),
    say('строки VALUES пишутся в скобках', 'rows of VALUES stand in brackets'),
    say('VALUES (1), (2)', 'VALUES (1), (2)'),
  ),
  rule(
    'row',
    ['RowConstructor'],
    (node) =>
      [...ancestors(node)].find((up) => up.text !== node.text)?.kind !== 'InlineTable' &&
      ![...ancestors(node)].some(
        (up) => up.kind === 'InlineTable' && up.text.toLowerCase() === `values${node.text}`.toLowerCase(),
      ),
    say('строка как значение движками читается по-разному', 'the engines treat a row as a value differently'),
    say('Сравнивайте колонки по одной', 'Compare the columns one by one'),
  ),
  rule(
    'interval',
    ['ArithmeticBinary'],
    (node) => [node.children[0], node.children[2]].some((side) => isInterval(side) || isDate(side)),
    say(
      'арифметика дат: Trino оставляет дату, DuckDB делает из неё время',
      'date arithmetic: Trino keeps a date, DuckDB makes a timestamp',
    ),
    say("date_add('day', 7, x), date_diff('day', a, b)", "date_add('day', 7, x), date_diff('day', a, b)"),
  ),
  rule(
    'unnest',
    ['Unnest'],
    (node) => node.children.filter((child) => child.kind === 'Expression').length !== 1,
    say('UNNEST берёт один массив', 'UNNEST takes one array'),
    say('UNNEST(sequence(1, cardinality(a))) и element_at', 'UNNEST(sequence(1, cardinality(a))) and element_at'),
  ),
  rule(
    'recursive',
    ['With'],
    (node) => hasWord(node, /^recursive$/i),
    say('WITH RECURSIVE в Trino обрывается на десятом шаге', 'WITH RECURSIVE stops at depth 10 in Trino'),
    say('Рекурсию делает справочник на TypeScript', 'A lookup in TypeScript does what needs recursion'),
  ),
  {
    rule: 'with-twice',
    kinds: ['QueryStatement'],
    find: readTwice,
    what: () =>
      say('шаг WITH прочитан дважды: Trino посчитает его дважды', 'a WITH step is read twice: Trino computes it twice'),
    hint: () => say('Сделайте шаг отдельной моделью', 'Make the step a model of its own'),
  },
  rule(
    'form',
    ['QueryNoWith'],
    (node) => hasWord(node, /^ties$/i),
    say('WITH TIES', 'WITH TIES'),
    say('rank() OVER (…) <= n', 'rank() OVER (…) <= n'),
  ),
  rule(
    'form',
    ['Trim'],
    (node) =>
      node.children.filter((child) => child.kind !== 'TerminalNode').length !== 1 || argumentsOf(node).length > 1,
    say('trim убирает только пробелы, с обеих сторон', 'trim takes blanks only, from both sides'),
    say('trim(x), ltrim(x), rtrim(x)', 'trim(x), ltrim(x), rtrim(x)'),
  ),
  rule(
    'form',
    ['JoinRelation'],
    (node) => hasWord(node, /^natural$/i),
    say('NATURAL JOIN', 'NATURAL JOIN'),
    say('JOIN … ON a.x = b.x', 'JOIN … ON a.x = b.x'),
  ),
]
