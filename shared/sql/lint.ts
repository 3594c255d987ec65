import { parseTrino, type SqlNode, walk } from './grammar.ts'
import { aliasRules } from './lint/aliases.ts'
import { functionRules } from './lint/functions.ts'
import { literalRules } from './lint/literals.ts'
import { nameRules } from './lint/names.ts'
import { numberRules } from './lint/numbers.ts'
import type { Rule } from './lint/rule.ts'
import { shapeRules } from './lint/shapes.ts'
import { textRules } from './lint/texts.ts'
import type { SqlProblem } from './problem.ts'

const rules: readonly Rule[] = [
  ...shapeRules,
  ...functionRules,
  ...numberRules,
  ...literalRules,
  ...textRules,
  ...aliasRules,
  ...nameRules,
]

export const ruleNames: readonly string[] = [...new Set(rules.map((rule) => rule.rule))].sort()

function check(rule: Rule, node: SqlNode): readonly SqlProblem[] {
  if (!rule.kinds.includes(node.kind) && !rule.kinds.includes('*')) return []
  const found = rule.find(node)
  if (!found) return []
  return [{ rule: rule.rule, line: found.line, column: found.column, what: rule.what(found), hint: rule.hint(found) }]
}

const allowed = (lines: readonly string[], problem: SqlProblem): boolean =>
  new RegExp(`--.*\\ballow:\\s*${problem.rule}(?![\\w-])`).test(lines[problem.line - 1] ?? '')

const byPlace = (a: SqlProblem, b: SqlProblem) => a.line - b.line || a.column - b.column

/**
 * Everything in a statement that is not our small SQL: not Trino's grammar, a function that is not on the list, or a trap where
 * Athena and DuckDB differ. `-- allow:<rule>` at the end of a line lets the rule pass there, unless `comments` is false.
 */
export async function lintSql(sql: string, { comments = true } = {}): Promise<readonly SqlProblem[]> {
  const { tree, problems } = await parseTrino(sql)
  if (!tree) return problems
  const lines = sql.split('\n')
  const found = [...walk(tree)].flatMap((node) => rules.flatMap((rule) => check(rule, node)))
  return found.filter((problem) => !comments || !allowed(lines, problem)).sort(byPlace)
}
