import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SyncOptions, syncConnection } from '#ingest/files/sync-connection.ts'
import { type FileConnection, parseConnection } from '#ingest/sources/file/index.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { decodeTable, type Row } from '#shared/parquet/read.ts'
import { recordColumns } from '#shared/parquet/write.ts'
import { type RecordName, records } from '#shared/records/index.ts'
import type { Runtime } from '#shared/runtime.ts'
import { memorySecrets } from '#shared/secrets/memory.ts'
import type { State } from '#shared/state/state.ts'

export const noon = Date.UTC(2026, 2, 15, 12)

/** A clock that stands still until it is set. */
export const settableClock = (now = noon) => {
  const clock = { time: now, now: () => clock.time }
  return clock
}

export const runtimeOver = (lake: Lake, state: State, clock: Runtime['clock'] = settableClock()): Runtime => ({
  clock,
  log: { info: () => undefined, warn: () => undefined },
  lake,
  state,
  secrets: memorySecrets({ CONCORD_PERSONAL_KEY: '07'.repeat(32) }),
  progress: { step: () => undefined },
})

export async function syncFiles(
  rt: Runtime,
  connection: FileConnection,
  paths: readonly string[],
  options: Partial<SyncOptions> = {},
) {
  const claim = await rt.state.claim('project', 'test', 0)
  if (!claim.held) throw new Error('the lease of a test is free')
  const files = paths.map((path) => ({ path, name: path.slice(path.lastIndexOf('/') + 1) }))
  return syncConnection(rt, connection, files, { fence: claim.fence, ...options })
}

/** A folder of files to import, removed after the test. */
export function tempFiles() {
  const folder = mkdtempSync(join(tmpdir(), 'concord-sync-'))
  return {
    folder,
    write(name: string, text: string): string {
      const path = join(folder, name)
      writeFileSync(path, text)
      return path
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export const connect = (yaml: string): FileConnection => {
  const name = /^name: (\S+)$/m.exec(yaml)?.[1]
  return parseConnection(yaml, `connections/${name}.yaml`)
}

export const adsYaml = `
name: ads
kind: file
files: '*.csv'
currency: RUB
records:
  - record: spend
    columns:
      date: {column: Date, date: yyyy-MM-dd}
      campaign_name: Campaign
      clicks: Clicks
      cost_micros: {column: Cost, decimal: point}
`

export const adsHeader = 'Date,Campaign,Clicks,Cost'

/** Spend of some days, a few rows a day; `price` tells one version of a day from another. */
export function adsRows(days: readonly number[], price = 10): string[] {
  return days.flatMap((day) =>
    ['Search', 'Social', 'Search'].map(
      (campaign, i) => `2026-01-${String(day).padStart(2, '0')},${campaign},${day + i},${price + i}.50`,
    ),
  )
}

export const csv = (header: string, rows: readonly string[]): string => `${[header, ...rows].join('\n')}\n`

/** Keys and etags below a prefix. */
export async function listing(lake: Lake, prefix = 'records/'): Promise<Record<string, string>> {
  const keys = (await lake.list(prefix)).map(({ key }) => key)
  const heads = await Promise.all(keys.map(async (key) => [key, (await lake.head(key))?.etag ?? ''] as const))
  return Object.fromEntries(heads)
}

/** The rows of a record as they stand in the lake, by file name. */
export async function rowsOf(lake: Lake, record: RecordName): Promise<Record<string, Row[]>> {
  const found: Record<string, Row[]> = {}
  for (const { key } of await lake.list(`records/${record}/`)) {
    const stored = await lake.get(key)
    const name = key.slice(key.lastIndexOf('/') + 1, -'.parquet'.length)
    // The rows of a day may stand in two months under one name.
    found[name] = [...(found[name] ?? []), ...(await decodeTable(stored!.bytes, recordColumns(records[record])))]
  }
  return found
}
