import { say } from '#shared/i18n/text.ts'
import type { SqlNode } from '../grammar.ts'
import { descendants, sameScope, unquote } from './nodes.ts'
import { type Rule, rule } from './rule.ts'

const isName = (node: SqlNode | undefined): boolean => /^(Unq|Q)uotedIdentifier$/.test(node?.kind ?? '')

/** A name that follows what it names, with nothing between them. */
const namedWithoutAs = ({ children }: SqlNode): boolean =>
  children.some((child, at) => at > 0 && isName(child) && !/^(as|,|\()$/i.test(children[at - 1]?.text ?? ''))

const isColumn = (node: SqlNode): boolean =>
  ['ColumnReference', 'ColumnRef', 'Dereference'].includes(node.kind) && node.text.includes('.')

const joinedBy = (select: SqlNode): readonly string[] =>
  [...sameScope(select)]
    .filter((node) => node.kind === 'JoinCriteria' && /^using$/i.test(node.children[0]?.text ?? ''))
    .flatMap((criteria) => criteria.children.filter(isName).map((name) => unquote(name.text)))

/** After USING the column belongs to neither table: Trino no longer knows `a.x`, DuckDB does. */
function namedByTable(select: SqlNode): SqlNode | undefined {
  const joined = joinedBy(select)
  if (joined.length === 0) return undefined
  return [...sameScope(select)].find((node) => isColumn(node) && joined.includes(unquote(node.text.split('.').at(-1)!)))
}

/** `OVER w`: whether the window of that name has an order. */
export function orderOfNamedWindow(over: SqlNode): boolean {
  const name = over.children[1]
  if (!isName(name) || !name) return false
  let select = over.parent
  while (select && select.kind !== 'QuerySpecification') select = select.parent
  const windows = select ? descendants(select, 'WindowDefinition') : []
  return windows.some((one) => unquote(one.children[0]?.text ?? '') === unquote(name.text) && /orderby/i.test(one.text))
}

export const nameRules: readonly Rule[] = [
  rule(
    'as',
    ['SelectItem', 'AliasedRelation'],
    namedWithoutAs,
    say(
      'имя без AS: перед ключевым словом движки читают его по-разному',
      'a name without AS: before a keyword the engines read it differently',
    ),
    say('x AS имя, FROM таблица AS t', 'x AS name, FROM table AS t'),
  ),
  {
    rule: 'using',
    kinds: ['QuerySpecification'],
    find: namedByTable,
    what: (node) =>
      say(
        `${node.text}: после USING Trino не знает, чья это колонка`,
        `${node.text}: after USING the column has no table in Trino`,
      ),
    hint: () => say('JOIN … ON a.x = b.x', 'JOIN … ON a.x = b.x'),
  },
  rule(
    'order',
    ['SortItem'],
    (node) => /^all(asc|desc)?(nulls(first|last))?$/i.test(node.text),
    say(
      'ORDER BY ALL: в Trino ALL — имя колонки, в DuckDB — все колонки',
      'ORDER BY ALL: a column in Trino, all columns in DuckDB',
    ),
    say('Назовите колонки по одной', 'Name the columns one by one'),
  ),
]
