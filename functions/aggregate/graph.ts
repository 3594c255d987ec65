import { Bug } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { parseTrino, type SqlNode, walk } from '#shared/sql/grammar.ts'
import { baseTables } from './base-tables.ts'
import type { LookupDefinition, ModelDefinition } from './model.ts'

/** Of every model the tables that it reads, sorted. Kept in models/graph.json, so that no build needs the SQL parser. */
export type Graph = Readonly<Record<string, readonly string[]>>

const unquote = (name: string): string => name.replace(/^"|"$/g, '').toLowerCase()

function namesOf(tree: SqlNode): readonly string[] {
  const nodes = [...walk(tree)]
  const steps = new Set(
    nodes.filter((node) => node.kind === 'NamedQuery').map((node) => unquote(node.children[0]?.text ?? '')),
  )
  const tables = nodes.filter((node) => node.kind === 'TableName').map((node) => unquote(node.text))
  return [...new Set(tables)].filter((name) => !steps.has(name)).sort()
}

/** The tables that a statement reads, WITH queries left out. Errors: Bug where it is not Trino's SQL. */
export async function tablesOf(sql: string, who = 'sql'): Promise<readonly string[]> {
  const { tree, problems } = await parseTrino(sql)
  if (tree) return namesOf(tree)
  throw new Bug(
    problems.map((one) => ({
      code: 'SQL_SYNTAX',
      what: one.what,
      hint: one.hint,
      where: `${who}:${one.line}:${one.column}`,
    })),
  )
}

const readsOf = async (model: ModelDefinition | LookupDefinition): Promise<readonly string[]> => {
  if (model.sql !== undefined) return tablesOf(model.sql, `${model.name}.sql`)
  return 'reads' in model ? [...model.reads].sort() : []
}

const unknownTable = (model: string, table: string) =>
  new Bug({
    code: 'UNKNOWN_TABLE',
    what: say(
      `${model} читает ${table}: такой таблицы нет ни среди записей, ни в соглашении, ни среди моделей`,
      `${model} reads ${table}, which is neither a record, nor an agreement table, nor a model`,
    ),
    where: model,
  })

/** Errors: Bug for a table that nobody makes. */
export async function computeGraph(models: readonly (ModelDefinition | LookupDefinition)[]): Promise<Graph> {
  const made = new Set([...Object.keys(baseTables), ...models.map((model) => model.name)])
  const graph: Record<string, readonly string[]> = {}
  for (const model of [...models].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const reads = await readsOf(model)
    const unknown = reads.find((table) => !made.has(table))
    if (unknown) throw unknownTable(model.name, unknown)
    graph[model.name] = reads
  }
  return graph
}
