import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderLake } from '#shared/lake/folder.ts'
import type { Clock, Secrets } from '#shared/runtime.ts'
import { sqliteState } from '#shared/state/sqlite.ts'
import type { Stores } from './pull-kill-run.ts'

/** Secrets in a file, for processes that come one after another. */
export function fileSecrets(path: string): Secrets {
  const all = (): Record<string, string> => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {})
  return {
    read: async (name) => all()[name],
    async write(name, value) {
      writeFileSync(`${path}.aside`, JSON.stringify({ ...all(), [name]: value }))
      renameSync(`${path}.aside`, path)
    },
  }
}

export type DiskStores = Stores & { close(): void }

/** What a laptop keeps: a folder and one SQLite file. */
export function diskStores(root: string, clock: Clock): DiskStores {
  const state = sqliteState(join(root, 'state.sqlite'), clock)
  const lake = folderLake(join(root, 'lake'))
  return { lake, state, secrets: fileSecrets(join(root, 'secrets.json')), close: () => state.close() }
}
