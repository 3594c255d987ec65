import { Bug } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { keys } from '#shared/names.ts'
import type { CheckResult } from './checks.ts'

export interface BuiltModel {
  readonly key: string
  readonly sha256: string
  readonly rows: number
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

export const readManifest = async (lake: Lake, build: string): Promise<BuildManifest | undefined> =>
  (await read(lake, manifestKey(build)))?.manifest

export const readCurrent = (lake: Lake) => read(lake, keys.published)

/** What readers see now; undefined before the first build. */
export const readPublished = async (rt: { readonly lake: Lake }): Promise<BuildManifest | undefined> =>
  (await readCurrent(rt.lake))?.manifest
