import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { syncConnection } from '#ingest/files/sync-connection.ts'
import { withLock } from '#ingest/with-lock.ts'
import { folderLake } from '#shared/lake/folder.ts'
import { sqliteState } from '#shared/state/sqlite.ts'
import {
  adsHeader,
  adsYaml,
  connect,
  csv,
  listing,
  runtimeOver,
  settableClock,
  tempFiles,
} from '../builders/sync-project.ts'
import { killChild, runChild } from './children.ts'

export interface SyncKillTally {
  readonly kills: number
  /** Kills that came after the child had begun to write and before it was done. */
  readonly midway: number
  /** Rounds after which the lake was not as an undisturbed import leaves it. */
  readonly wrong: readonly string[]
}

const ads = connect(adsYaml)

function rows(perDay: number, price: number): string[] {
  const days = Array.from({ length: 14 }, (_, i) => String(i + 1).padStart(2, '0'))
  return days.flatMap((day) =>
    Array.from({ length: perDay }, (_, i) => `2026-01-${day},Campaign ${i % 7},${i},${price + i}.25`),
  )
}

const open = (root: string) => {
  const clock = settableClock()
  const state = sqliteState(join(root, 'state.sqlite'), clock)
  return { ...runtimeOver(folderLake(join(root, 'lake')), state, clock), close: () => state.close() }
}

async function importInto(root: string, paths: readonly string[]): Promise<Record<string, string>> {
  const rt = open(root)
  const files = paths.map((path) => ({ path, name: path.slice(path.lastIndexOf('/') + 1) }))
  // The killed child's lock must not be waited for: its process is gone.
  await withLock(rt, 'test', (fence) => syncConnection(rt, ads, files, { fence }))
  rt.close()
  return listing(rt.lake, '')
}

/** Kills an import that restates an earlier one at moments drawn by `random` (0 to 1), runs it again, and compares. */
export async function killImports(kills: number, random: () => number): Promise<SyncKillTally> {
  using files = tempFiles()
  const first = files.write('first.csv', csv(adsHeader, rows(40, 10)))
  const second = [
    files.write('a.csv', csv(adsHeader, rows(300, 20))),
    files.write('b.csv', csv(adsHeader, rows(20, 30))),
  ]
  const folder = (name: string) => {
    const path = join(files.folder, name)
    mkdirSync(path)
    return path
  }
  const base = folder('base')
  const before = await importInto(base, [first])
  const copyOfBase = (name: string) => {
    const path = folder(name)
    cpSync(base, path, { recursive: true })
    return path
  }
  const calm = copyOfBase('calm')
  const printed = await runChild('sync-until-killed.ts', calm, ...second)
  const expected = await listing(open(calm).lake, '')
  const span = Number(printed.trim().split('\n').at(-1))

  const wrong: string[] = []
  let midway = 0
  for (let round = 0; round < kills; round++) {
    const root = copyOfBase(String(round))
    const afterMs = random() * span
    await killChild(afterMs, 'sync-until-killed.ts', root, ...second).catch(() => [])
    const left = await listing(open(root).lake, '')
    if (!same(left, before) && !same(left, expected)) midway++
    if (!same(await importInto(root, second), expected)) wrong.push(`round ${round}, after ${afterMs.toFixed(0)} ms`)
  }
  return { kills, midway, wrong }
}

const same = (a: Record<string, string>, b: Record<string, string>) => JSON.stringify(a) === JSON.stringify(b)
