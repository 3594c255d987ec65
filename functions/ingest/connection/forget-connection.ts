import { keys } from '#shared/names.ts'
import type { Runtime } from '#shared/runtime.ts'
import type { Fence } from '#shared/state/state.ts'
import { manifestsOf, readPresent } from '../raw/pointer.ts'
import { type SourceAccount, unitsInLake } from '../units/in-lake.ts'

export interface ForgetOptions {
  readonly fence: Fence
  /** Only lists what would go. */
  readonly dryRun?: boolean
  /** Where the connection points now; what it pointed at before is known from its manifests. */
  readonly places?: readonly SourceAccount[]
}

export interface Forgotten {
  readonly connection: string
  /** Keys of the lake, by what they are. */
  readonly units: readonly string[]
  readonly raw: readonly string[]
  readonly quarantine: readonly string[]
  readonly manifests: readonly string[]
  readonly dryRun: boolean
}

/** Undoes all imports of a connection: its records, raw, quarantine, manifests and pointer. Errors: Unavailable. */
export async function forgetConnection(rt: Runtime, name: string, options: ForgetOptions): Promise<Forgotten> {
  const { dryRun = false, places = [], fence } = options
  const present = await readPresent(rt, name, fence)
  const found = await findAll(rt, name, places)
  if (!dryRun) {
    const all = await manifestsOf(rt, name)
    // From here on a sync begins anew, wherever this is cut off; the manifests go last, to be able to go on.
    await present.forget(all.at(-1)?.sequence ?? 0)
    for (const list of [found.units, found.quarantine, found.raw, found.manifests])
      for (const key of list) await rt.lake.delete(key)
    await present.forget(0)
  }
  return { connection: name, ...found, dryRun }
}

async function findAll({ lake }: Runtime, name: string, places: readonly SourceAccount[]) {
  const manifests = await manifestsOf({ lake }, name)
  const all = distinct([...places, ...manifests.map(({ source, account }) => ({ source, account }))])
  const below = async (prefixes: readonly string[]) => {
    const lists = await Promise.all([...new Set(prefixes)].map((prefix) => lake.list(prefix)))
    return lists.flat().map(({ key }) => key)
  }
  return {
    units: await unitsInLake(lake, name, all),
    raw: await below(all.map(({ source, account }) => folderOf(keys.raw(source, account, name, '', '')))),
    quarantine: await below(all.map(({ source }) => folderOf(keys.quarantine(source, name, '', '')))),
    manifests: manifests.map(({ key }) => key),
  }
}

/** `raw/s/a/e//.jsonl.zst` → `raw/s/a/e/` */
const folderOf = (key: string) => key.slice(0, key.indexOf('//') + 1)

function distinct(places: readonly SourceAccount[]): readonly SourceAccount[] {
  return [...new Map(places.map((place) => [`${place.source}/${place.account}`, place])).values()]
}
