import { Bug } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { keys } from '#shared/names.ts'
import type { TableColumns } from '#shared/warehouse/warehouse.ts'
import type { CheckResult } from './checks.ts'

export interface BuiltModel {
  /** The model's object, or all of them where the engine wrote more than one (or none). */
  readonly key: string | readonly string[]
  readonly sha256: string
  readonly rows: number
  /** Given where no file may hold them. */
  readonly columns?: TableColumns
}

/** A whole build: builds/<build>/manifest.json, and published/current.json for the one that readers see. */
export interface BuildManifest {
  readonly build: string
  readonly as_of: string
  /** Version of the compiled agreement: its tables stand below agreement/<version>/. */
  readonly agreement: string
  readonly models: Readonly<Record<string, BuiltModel>>
  readonly checks: readonly CheckResult[]
}

export const manifestKey = (build: string): string => `builds/${build}/manifest.json`

export const toBytes = (manifest: BuildManifest): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`)

async function read(lake: Lake, key: string): Promise<{ manifest: BuildManifest; etag: string } | undefined> {
  const stored = await lake.get(key)
  if (!stored) return undefined
  try {
    return { manifest: JSON.parse(new TextDecoder().decode(stored.bytes)) as BuildManifest, etag: stored.etag }
  } catch (cause) {
    throw new Bug({
      code: 'MANIFEST_BROKEN',
      what: say(`${key} не читается`, `${key} can't be read`),
      where: key,
      cause,
    })
  }
}

/** A file left by a run that was cut off is the same or, after an upgrade of the engine, replaced: nobody refers to it yet. */
export async function putAnew(lake: Lake, key: string, bytes: Uint8Array): Promise<void> {
  const put = await lake.put(key, bytes, 'absent')
  if (!put.done && put.etag) await lake.put(key, bytes, { etag: put.etag })
}

/** Written when everything else of the build stands: whoever finds it may publish. */
export const storeManifest = (lake: Lake, manifest: BuildManifest): Promise<void> =>
  putAnew(lake, manifestKey(manifest.build), toBytes(manifest))

/** The objects of a model. */
export const keysOf = ({ key }: BuiltModel): readonly string[] => (typeof key === 'string' ? [key] : key)

export const readManifest = async (lake: Lake, build: string): Promise<BuildManifest | undefined> =>
  (await read(lake, manifestKey(build)))?.manifest

export const readCurrent = (lake: Lake) => read(lake, keys.published)

/** What readers see now; undefined before the first build. */
export const readPublished = async (rt: { readonly lake: Lake }): Promise<BuildManifest | undefined> =>
  (await readCurrent(rt.lake))?.manifest
