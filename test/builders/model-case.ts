import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { baseTables } from '#aggregate/base-tables.ts'
import type { Graph } from '#aggregate/graph.ts'
import type { LookupDefinition, ModelDefinition, Row } from '#aggregate/model.ts'
import modelGraph from '#aggregate/models/graph.json' with { type: 'json' }
import { duckdbWarehouse } from '#shared/warehouse/duckdb.ts'
import type { TableColumns, WarehouseSession } from '#shared/warehouse/warehouse.ts'
import { type CaseRow, readCase, readCells, spell, toCsv } from './csv.ts'

export interface ModelCase {
  readonly model: ModelDefinition | LookupDefinition
  readonly folder: string
  readonly name: string
}

const fixtures = resolve(import.meta.dirname, '../fixtures/models')

const folders = (path: string): readonly string[] =>
  existsSync(path)
    ? readdirSync(path, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort()
    : []

/** test/fixtures/models/<model>/<case>/{<table>.csv…, expected.csv} */
export const casesOf = (model: ModelDefinition, root = fixtures): readonly ModelCase[] =>
  folders(join(root, model.name)).map((name) => ({ model, name, folder: join(root, model.name, name) }))

function columnsOf(table: string, all: readonly ModelDefinition[], file: string): TableColumns {
  const columns = baseTables[table] ?? all.find((model) => model.name === table)?.columns
  if (!columns) throw new Error(`${file}: ${table} is neither a record, an agreement table nor a model`)
  return columns
}

const inputsOf = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith('.csv') && file !== 'expected.csv')
      .map((file) => [basename(file, '.csv'), join(folder, file)]),
  )

const graph: Graph = modelGraph

const tablesOf = (one: ModelCase): ReadonlySet<string> =>
  new Set([...(graph[one.model.name] ?? []), ...inputsOf(one.folder).keys()])

/** Tables of the case folder with their rows; every other table that the model reads is empty. */
async function fill(session: WarehouseSession, one: ModelCase, all: readonly ModelDefinition[]): Promise<void> {
  const inputs = inputsOf(one.folder)
  for (const name of tablesOf(one)) {
    const file = inputs.get(name)
    const columns = columnsOf(name, all, file ?? name)
    await session.addRows(name, columns, file ? readCase(file, columns) : [])
  }
}

async function make(session: WarehouseSession, model: ModelDefinition | LookupDefinition): Promise<void> {
  if (model.sql !== undefined) {
    await session.addModel({ name: model.name, sql: model.sql, columns: model.columns })
  } else if ('make' in model) {
    const rows = await model.make(async (sql) => (await session.query(sql)).rows as readonly Row[])
    await session.addRows(model.name, model.columns, rows)
  }
}

const scratch = () => mkdtempSync(join(tmpdir(), 'concord-case-'))

/** The rows that the model gives for the case in an empty session of any engine, sorted by its grain. */
export async function runCaseIn(
  session: WarehouseSession,
  one: ModelCase,
  all: readonly ModelDefinition[],
): Promise<readonly CaseRow[]> {
  await fill(session, one, all)
  await make(session, one.model)
  const rest = Object.keys(one.model.columns).filter((column) => !one.model.grain.includes(column))
  const order = [...one.model.grain, ...rest].map((column) => `"${column}"`).join(', ')
  return (await session.query(`SELECT * FROM ${one.model.name} ORDER BY ${order}`)).rows as readonly CaseRow[]
}

export interface CaseEngine {
  /** The same in DuckDB; what a case has made is gone after it. */
  run(one: ModelCase, all: readonly ModelDefinition[]): Promise<readonly CaseRow[]>
  close(): Promise<void>
}

/** One DuckDB for many cases, one after another: opening it takes longer than most of them. */
export async function caseEngine(): Promise<CaseEngine> {
  const folder = scratch()
  const session = await duckdbWarehouse({ lakeRoot: folder, scratch: folder, threads: 1 }).open()
  return {
    async run(one, all) {
      try {
        return await runCaseIn(session, one, all)
      } finally {
        // Where the case broke off, not all of them are there.
        for (const name of new Set([...tablesOf(one), one.model.name])) await session.drop(name).catch(() => undefined)
      }
    },
    async close() {
      await session.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** One case in a DuckDB of its own. */
export async function runCase(one: ModelCase, all: readonly ModelDefinition[]): Promise<readonly CaseRow[]> {
  const engine = await caseEngine()
  try {
    return await engine.run(one, all)
  } finally {
    await engine.close()
  }
}

const spellRows = (model: ModelDefinition, header: readonly string[], rows: readonly CaseRow[]) =>
  rows.map((row) => header.map((column) => spell(model.columns[column] ?? 'text', row[column])))

/** What the case promises and what came, as lines of CSV; UPDATE_CASES=1 writes what came into expected.csv. */
export function compareCase(one: ModelCase, rows: readonly CaseRow[]): { expected: string; actual: string } {
  const file = join(one.folder, 'expected.csv')
  const cells = existsSync(file) ? readCells(file) : []
  const header = cells[0] ? Object.keys(cells[0]) : Object.keys(one.model.columns)
  const unknown = header.filter((column) => !(column in one.model.columns))
  if (unknown.length > 0) throw new Error(`${file}: ${one.model.name} has no column ${unknown.join(', ')}`)
  const actual = toCsv(header, spellRows(one.model, header, rows))
  if (process.env.UPDATE_CASES === '1') writeFileSync(file, actual)
  const promised = () => (existsSync(file) ? readCase(file, one.model.columns) : [])
  const typed = process.env.UPDATE_CASES === '1' ? rows : promised()
  return { expected: toCsv(header, spellRows(one.model, header, typed)), actual }
}
