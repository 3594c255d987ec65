import type { Table } from '@aws-sdk/client-glue'
import { markingBlocked } from '#aggregate/blocked.ts'
import { sha256 } from '#aggregate/build-id.ts'
import { type CheckResult, checkBuild } from '#aggregate/checks.ts'
import { type BuildManifest, type BuiltModel, readManifest, storeManifest } from '#aggregate/current.ts'
import type { ModelDefinition } from '#aggregate/model.ts'
import type { Step } from '#aggregate/plan.ts'
import { Bug } from '#shared/errors.ts'
import type { Language, Text } from '#shared/i18n/text.ts'
import type { Lake } from '#shared/lake/lake.ts'
import type { AthenaSession } from '#shared/warehouse/athena-session.ts'
import { glueColumnProblems } from '#shared/warehouse/glue-contract.ts'
import { readNote } from './note.ts'
import { type AthenaRuntime, type Catalogue, isShown, placeOf } from './parts.ts'

/** The manifest of a build on Athena: readers there don't have the models at hand. */
export interface AthenaManifest extends BuildManifest {
  readonly languages: readonly Language[]
  readonly checks: readonly (CheckResult & { readonly about?: Text })[]
}

function checkContracts(steps: readonly Step[], tables: ReadonlyMap<string, Table>): void {
  const problems = steps.flatMap(({ name, columns }) => glueColumnProblems(name, columns, tables.get(name)))
  if (problems.length > 0) throw new Bug(problems)
}

/** All numbers of rows by one statement: each costs a second on Athena, however small. */
async function countRows(session: AthenaSession, models: readonly Step[]): Promise<ReadonlyMap<string, number>> {
  if (models.length === 0) return new Map()
  const counts = models.map(({ name }) => `SELECT '${name}' AS model, count(*) AS n FROM ${name}`)
  const { rows } = await session.query(counts.join(' UNION ALL '))
  return new Map(rows.map((row) => [String(row.model), Number(row.n)]))
}

/** The engine chose the names of the files; their contents are known by size and etag. */
async function builtModel(lake: Lake, model: Step, location: string, rows: number): Promise<BuiltModel> {
  const listed = await lake.list(location)
  const contents: (readonly [number, string | undefined])[] = []
  for (const { key, size, etag } of listed) contents.push([size, etag ?? (await lake.head(key))?.etag])
  const hash = sha256(JSON.stringify(contents.map((one) => one.join(' ')).sort()))
  return { key: listed.map(({ key }) => key), sha256: hash, rows, columns: model.columns }
}

async function builtModels(
  { lake, warehouse }: AthenaRuntime,
  models: readonly ModelDefinition[],
  tables: ReadonlyMap<string, Table>,
  rowsOf: ReadonlyMap<string, number>,
): Promise<Readonly<Record<string, BuiltModel>>> {
  const root = warehouse.uri('').length
  const built: Record<string, BuiltModel> = {}
  for (const model of [...models].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const location = String(tables.get(model.name)?.StorageDescriptor?.Location).slice(root)
    built[model.name] = await builtModel(lake, model, location, rowsOf.get(model.name) ?? 0)
  }
  return built
}

/** Judges what was built and, where nothing blocks, writes the manifest. Errors: FixData, Bug, Unavailable. */
export async function checkOnAthena(
  rt: AthenaRuntime,
  { models, lookups }: Catalogue,
  build: string,
): Promise<BuildManifest> {
  const before = await readManifest(rt.lake, build)
  if (before) return before
  const note = await readNote(rt.lake, build)
  const session = await placeOf(rt, build).open()
  const tables = new Map((await session.tables()).map((table) => [String(table.Name), table]))
  checkContracts([...lookups, ...models], tables)
  const shown = models.filter(isShown)
  const rowsOf = await countRows(session, shown)
  const results = await markingBlocked(rt.lake, note.as_of, () => checkBuild(session, models, rowsOf))
  const manifest: AthenaManifest = {
    build,
    as_of: note.as_of,
    agreement: note.agreement,
    languages: note.languages,
    models: await builtModels(rt, shown, tables, rowsOf),
    checks: results.map((one) => ({ ...one, about: models.find(({ name }) => name === one.name)?.about })),
  }
  await storeManifest(rt.lake, manifest)
  return manifest
}
