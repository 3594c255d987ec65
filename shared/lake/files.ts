import type { Dirent } from 'node:fs'
import { readdir, readFile, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { isAbsent } from './failure.ts'
import type { Listed } from './lake.ts'

/** Answers undefined where nothing stands; other failures stay failures. */
export async function orAbsent<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found
  } catch (error) {
    if (isAbsent(error)) return undefined
    throw error
  }
}

export const readWhole = (path: string): Promise<Uint8Array | undefined> => orAbsent(readFile(path))

const isHidden = ({ name }: Dirent) => name.startsWith('.')

/** Every file below `folder` (a key that ends in a slash, or '') whose key begins with `prefix`, in no order. */
export async function filesBelow(root: string, folder: string, prefix: string): Promise<Listed[]> {
  const entries = (await orAbsent(readdir(join(root, folder), { withFileTypes: true }))) ?? []
  const found = entries
    .filter((entry) => !isHidden(entry))
    .map(async (entry): Promise<Listed[]> => {
      const key = `${folder}${entry.name}`
      if (entry.isDirectory()) return mayHold(key, prefix) ? filesBelow(root, `${key}/`, prefix) : []
      if (!key.startsWith(prefix)) return []
      const about = await orAbsent(stat(join(root, key)))
      return about ? [{ key, size: about.size }] : []
    })
  return (await Promise.all(found)).flat()
}

const mayHold = (folder: string, prefix: string) => `${folder}/`.startsWith(prefix) || prefix.startsWith(`${folder}/`)

/** Removes files last written more than `ageMs` before `now`; answers how many. */
export async function removeOlder(folder: string, now: number, ageMs: number): Promise<number> {
  const entries = (await orAbsent(readdir(folder))) ?? []
  const removed = await Promise.all(
    entries.map(async (name) => {
      const path = join(folder, name)
      const about = await orAbsent(stat(path))
      if (!about || now - about.mtimeMs < ageMs) return 0
      await orAbsent(unlink(path))
      return 1
    }),
  )
  return removed.reduce<number>((sum, one) => sum + one, 0)
}
