import { type BuildManifest, readManifest } from '#aggregate/current.ts'
import { publish } from '#aggregate/publish.ts'
import { agreementTables } from '#shared/agreement/tables.ts'
import { atOnce } from '#shared/at-once.ts'
import { Bug } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Fence } from '#shared/state/state.ts'
import { buildOf } from '#shared/warehouse/glue-names.ts'
import { plainTable } from '#shared/warehouse/glue-table.ts'
import type { TableColumns } from '#shared/warehouse/warehouse.ts'
import { type AthenaRuntime, placeOf } from './parts.ts'

/** Says which tables of the stable database are ours to repoint and to drop. */
const mark = 'concord.build'

const unchecked = (build: string) =>
  new Bug({
    who: 'build',
    code: 'NOT_CHECKED',
    where: build,
    what: say(`сборка ${build} не проверена`, `build ${build} was not checked`),
    hint: say('Сначала шаг check', 'The step check comes first'),
  })

const shownColumns = (manifest: BuildManifest): Readonly<Record<string, TableColumns>> => ({
  ...agreementTables,
  ...Object.fromEntries(Object.entries(manifest.models).map(([name, { columns }]) => [name, columns ?? {}])),
})

/** Points each table of the stable database to the build's files: one after the other, so for seconds they are mixed. */
async function repoint(rt: AthenaRuntime, manifest: BuildManifest): Promise<void> {
  const { catalog, database } = rt.warehouse
  const made = new Map((await catalog.tables(placeOf(rt, manifest.build).database)).map((one) => [one.Name, one]))
  const columns = shownColumns(manifest)
  await catalog.ensureDatabase(database)
  await atOnce(Object.entries(columns), async ([name, own]) => {
    const location = made.get(name)?.StorageDescriptor?.Location
    if (!location) return
    const table = plainTable(name, own, location)
    await catalog.putTable(database, { ...table, Parameters: { ...table.Parameters, [mark]: manifest.build } })
  })
  const isGone = (name: string | undefined) => columns[String(name)] === undefined
  for (const { Name, Parameters } of await catalog.tables(database)) {
    if (Parameters?.[mark] !== undefined && isGone(Name)) await catalog.dropTable(database, String(Name))
  }
}

/** Databases of builds whose objects are swept already. */
async function sweepDatabases({ lake, warehouse }: AthenaRuntime): Promise<void> {
  const kept = new Set((await lake.list('builds/')).map(({ key }) => key.split('/')[1]))
  for (const name of await warehouse.catalog.databases(warehouse.database)) {
    const build = buildOf(warehouse.database, name)
    if (build !== undefined && !kept.has(build)) await warehouse.catalog.dropDatabase(name)
  }
}

/** Moves published/current.json, then the stable database, and clears away old builds. May be repeated. */
export async function publishOnAthena(
  rt: AthenaRuntime,
  build: string,
  fence?: Fence,
): Promise<{ readonly build: string; readonly published: boolean }> {
  const manifest = await readManifest(rt.lake, build)
  if (!manifest) throw unchecked(build)
  const published = await publish(rt, manifest, fence)
  await repoint(rt, manifest)
  await sweepDatabases(rt)
  return { build, published }
}
