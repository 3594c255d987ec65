import { say } from '#shared/i18n/text.ts'
import type { SqlNode } from '../grammar.ts'
import { walk } from '../grammar.ts'
import { bareColumns, functionName, unquote } from './nodes.ts'
import type { Rule } from './rule.ts'

const aggregates = new Set([
  'count',
  'sum',
  'avg',
  'min',
  'max',
  'count_if',
  'max_by',
  'min_by',
  'bool_and',
  'bool_or',
  'every',
  'array_agg',
])

interface Alias {
  readonly name: string
  readonly item: SqlNode
}

const mentions = (node: SqlNode, name: string): boolean =>
  [...walk(node)].some(
    (one) =>
      (one.kind === 'ColumnReference' || one.kind === 'ColumnRef') &&
      unquote(one.text.split('.').at(-1) ?? '') === name,
  )

const hasAggregate = (node: SqlNode): boolean => [...walk(node)].some((one) => aggregates.has(functionName(one)))

const listOf = (select: SqlNode): readonly SqlNode[] =>
  (select.children.find((child) => child.kind === 'SelectList')?.children ?? []).filter(
    (one) => one.kind === 'SelectItem',
  )

function aliasesOf(select: SqlNode): readonly Alias[] {
  return listOf(select).flatMap((item) => {
    const last = item.children.at(-1)
    return last && item.children.length > 1 ? [{ name: unquote(last.text), item }] : []
  })
}

/** The same name is a column of the source: the alias reads it itself, or it stands plain in the list. Both engines then take the column. */
function isColumnToo(select: SqlNode, { name, item }: Alias): boolean {
  const plain = (other: SqlNode) => other !== item && other.children.length === 1 && unquote(other.text) === name
  return mentions(item.children[0] ?? item, name) || listOf(select).some(plain)
}

const useOf = (aliases: readonly Alias[], node: SqlNode): SqlNode | undefined =>
  bareColumns(node).find((column) => aliases.some(({ name }) => name === unquote(column.text)))

function usedTooEarly(select: SqlNode): SqlNode | undefined {
  const aliases = aliasesOf(select)
  const fresh = aliases.filter((alias) => !isColumnToo(select, alias))
  const summed = aliases.filter(({ item }) => hasAggregate(item))
  const clause = (kind: string) => select.children.filter((child) => child.kind === kind)
  const items = listOf(select).map((item) => {
    const others = fresh.filter((alias) => alias.item !== item)
    return useOf(others, item.children[0] ?? item)
  })
  const where = select.children.slice(select.children.findIndex((child) => child.text.toLowerCase() === 'from') + 1)
  const clauses = where.filter((child) => !/relation|having/i.test(child.kind)).map((child) => useOf(fresh, child))
  const having = clause('HavingClause').map((child) => useOf([...fresh, ...summed], child))
  return [...items, ...clauses, ...having].find((found) => found !== undefined)
}

export const aliasRules: readonly Rule[] = [
  {
    rule: 'alias',
    kinds: ['QuerySpecification'],
    find: usedTooEarly,
    what: (node) =>
      say(
        `${node.text} — имя из этого же SELECT: Trino здесь его не видит`,
        `${node.text} is a name given in this SELECT: Trino does not see it here`,
      ),
    hint: () =>
      say(
        'Повторите выражение, или назовите таблицу: t.x, или вынесите шаг в WITH',
        'Repeat the expression, or name the table: t.x, or make the step a WITH query',
      ),
  },
]
