import type { ParserRuleContext, ParseTree } from 'antlr4ng'
import { Bug } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { loadTrinoParser } from './parser-module.ts'
import type { SqlProblem } from './problem.ts'

/** A node of the parse tree. `kind` is the grammar's name of the rule or alternative; `text` has no blanks. */
export interface SqlNode {
  readonly kind: string
  readonly text: string
  readonly line: number
  readonly column: number
  readonly parent: SqlNode | undefined
  readonly children: readonly SqlNode[]
}

export interface Parsed {
  readonly problems: readonly SqlProblem[]
  /** Absent when the text is not Trino's SQL. */
  readonly tree: SqlNode | undefined
}

const isRule = (tree: ParseTree): tree is ParserRuleContext => 'start' in tree

function toNode(tree: ParseTree, parent: SqlNode | undefined): SqlNode {
  const start = isRule(tree) ? tree.start : null
  const children: SqlNode[] = []
  const node = {
    kind: tree.constructor.name.replace(/Context\d*$/, ''),
    text: tree.getText(),
    line: start?.line ?? parent?.line ?? 1,
    column: (start?.column ?? 0) + 1,
    parent,
    children,
  }
  for (let at = 0; at < tree.getChildCount(); at++) {
    const child = tree.getChild(at)
    if (child) children.push(toNode(child, node))
  }
  return node
}

let parser: ReturnType<typeof loadTrinoParser> | undefined

interface SyntaxError {
  readonly startLine: number
  readonly startColumn: number
  readonly message: string
}

const toProblem = ({ startLine, startColumn, message }: SyntaxError): SqlProblem => ({
  rule: 'syntax',
  line: startLine,
  column: startColumn,
  what: say(`так в Trino не пишут: ${message}`, `not Trino's SQL: ${message}`),
  hint: say('Синтаксис — Trino, не DuckDB и не PostgreSQL', "The syntax is Trino's, not DuckDB's or PostgreSQL's"),
})

/** Parses Trino's SQL; the parser is loaded by the first call, and learns: the first statements take longest. */
export async function parseTrino(sql: string): Promise<Parsed> {
  parser ??= loadTrinoParser()
  const trino = await parser
  const errors: SyntaxError[] = []
  const program = trino.parse(sql, (error) => errors.push(error))
  if (errors.length > 0) return { problems: errors.map(toProblem), tree: undefined }
  const tree = toNode(program, undefined)
  // A bundler that shortens class names would silence every rule.
  if (tree.kind !== 'Program') {
    throw new Bug({
      code: 'PARSER_NAMES',
      what: say('Разбор SQL потерял имена узлов', 'The SQL parser lost its node names'),
    })
  }
  return { problems: [], tree }
}

export function* walk(node: SqlNode): Generator<SqlNode> {
  yield node
  for (const child of node.children) yield* walk(child)
}
