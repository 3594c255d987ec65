import type { Text } from '#shared/i18n/text.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { keys } from '#shared/names.ts'
import { canonicalJson, sha256, type UnitFacts } from '../raw/manifest.ts'
import type { Slice } from '../source.ts'
import type { SourceConnection } from '../source-connection.ts'
import type { Counts } from './rows.ts'

/** What one settled slice has brought; written before the cursor moves, so that State can be made again from them. */
export interface PullManifest {
  readonly format: 2
  readonly connection: string
  readonly source: string
  readonly account: string
  readonly resource: string
  readonly item: string
  readonly slice: Slice
  readonly sequence: number
  readonly cursor: { readonly before: string | null; readonly after: string | null }
  readonly raw: readonly string[]
  readonly units: readonly UnitFacts[]
  readonly quarantine: string | null
  readonly counts: Counts
  /** What a reader of these numbers must know: the slice is not complete. */
  readonly warnings?: readonly Text[]
}

/** Its name comes from what it holds, as for files: `<connection>.<sequence>.<hash>`. */
export async function writePullManifest(lake: Lake, manifest: PullManifest): Promise<void> {
  const units = manifest.units.map(({ etag: _, ...unit }) => unit)
  const hash = sha256(canonicalJson({ ...manifest, units })).slice(0, 16)
  const run = `${manifest.connection}.${String(manifest.sequence).padStart(6, '0')}.${hash}`
  const key = keys.manifest(manifest.source, manifest.account, run)
  await lake.put(key, Buffer.from(`${canonicalJson(manifest)}\n`), 'absent')
}

/** All that a connection has settled, in no particular order. */
export async function readPullManifests(lake: Lake, connection: SourceConnection): Promise<readonly PullManifest[]> {
  const { source, account, name } = connection
  const found: PullManifest[] = []
  for (const { key } of await lake.list(`manifests/${source}/${account}/`)) {
    if (!key.slice(key.lastIndexOf('/') + 1).startsWith(`${name}.`)) continue
    const stored = await lake.get(key)
    const read = stored && (JSON.parse(Buffer.from(stored.bytes).toString('utf8')) as PullManifest)
    if (read?.format === 2) found.push(read)
  }
  return found
}
