import { type SqlNode, walk } from '../grammar.ts'

/** Down through nodes that only wrap one other, and through brackets. */
export function core(node: SqlNode): SqlNode {
  const [first, second, third] = node.children
  if (node.kind === 'ParenthesizedExpression' && second && third) return core(second)
  return node.children.length === 1 && first && first.kind !== 'TerminalNode' ? core(first) : node
}

/** The arguments of a function call, without DISTINCT, ORDER BY, FILTER and OVER. */
export const argumentsOf = (call: SqlNode): readonly SqlNode[] =>
  call.children.filter((child) => child.kind === 'Expression')

export const functionName = (node: SqlNode): string =>
  node.kind === 'FunctionCall' ? (node.children[0]?.text.toLowerCase() ?? '') : ''

export const part = (node: SqlNode, kind: string): SqlNode | undefined =>
  node.children.find((child) => child.kind === kind)

/** What stands in a text literal; undefined for everything else. */
export function literal(node: SqlNode | undefined): string | undefined {
  const inner = node && core(node)
  return inner?.kind === 'BasicStringLiteral' || inner?.kind === 'StringLiteral'
    ? inner.text.slice(1, -1).replaceAll("''", "'")
    : undefined
}

/** The target type of a CAST, in lower case and without blanks; undefined for everything else. */
export const castTarget = (node: SqlNode): string | undefined =>
  node.kind === 'Cast' ? node.children.at(-2)?.text.toLowerCase() : undefined

export const castSource = (node: SqlNode): SqlNode | undefined => node.children[2]

export const isNumber = (node: SqlNode | undefined): boolean =>
  node !== undefined && core(node).kind.endsWith('Literal') && /^-?\d/.test(node.text)

const doubles = new Set(['power', 'sqrt', 'exp', 'ln', 'avg'])

/** Known to be a double by its form alone; a column never is. */
export function isDouble(node: SqlNode | undefined): boolean {
  if (!node) return false
  const inner = core(node)
  if (inner.kind === 'DoubleLiteral') return true
  if (inner.kind === 'Cast') return castTarget(inner) === 'double'
  if (inner.kind === 'ArithmeticBinary') return isDouble(inner.children[0]) || isDouble(inner.children[2])
  const name = functionName(inner)
  if (
    [
      'sum',
      'round',
      'floor',
      'ceil',
      'ceiling',
      'abs',
      'min',
      'max',
      'coalesce',
      'nullif',
      'greatest',
      'least',
    ].includes(name)
  ) {
    return argumentsOf(inner).some(isDouble)
  }
  return doubles.has(name)
}

export function* ancestors(node: SqlNode): Generator<SqlNode> {
  for (let up = node.parent; up; up = up.parent) yield up
}

const ownScope = new Set(['SubqueryExpression', 'SubqueryRelation', 'Exists', 'InSubquery'])

/** Everything below, but not inside subqueries. */
export function* sameScope(node: SqlNode): Generator<SqlNode> {
  yield node
  for (const child of node.children) if (!ownScope.has(child.kind)) yield* sameScope(child)
}

export const unquote = (name: string): string => name.replace(/^"|"$/g, '').toLowerCase()

/** Columns named without their table, anywhere below but in subqueries. */
export const bareColumns = (node: SqlNode): readonly SqlNode[] =>
  [...sameScope(node)].filter(
    (one) => (one.kind === 'ColumnReference' || one.kind === 'ColumnRef') && !one.text.includes('.'),
  )

export const descendants = (node: SqlNode, kind: string): readonly SqlNode[] =>
  [...walk(node)].filter((one) => one.kind === kind)
