import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { etagOf } from '#shared/lake/etag.ts'
import { type FolderLake, folderLake } from '#shared/lake/folder.ts'

/** Writes straight into the place where readers look. */
function tornLake(root: string): FolderLake {
  const lake = folderLake(root)
  return {
    ...lake,
    async put(key, bytes, condition) {
      const standing = (await lake.head(key))?.etag
      if (standing !== (condition === 'absent' ? undefined : condition.etag)) return { done: false, etag: standing }
      const path = lake.pathOf(key)
      await mkdir(dirname(path), { recursive: true })
      const file = await open(path, 'w')
      const middle = bytes.byteLength >> 1
      await file.write(bytes, 0, middle)
      await file.write(bytes, middle)
      await file.close()
      return { done: true, etag: etagOf(bytes) }
    },
  }
}

/** Looks first and renames then: whole objects, but many winners. */
function lookThenRenameLake(root: string): FolderLake {
  const lake = folderLake(root)
  return {
    ...lake,
    async put(key, bytes, condition) {
      const path = lake.pathOf(key)
      await mkdir(dirname(path), { recursive: true })
      const standing = existsSync(path) ? (await lake.head(key))?.etag : undefined
      if (standing !== (condition === 'absent' ? undefined : condition.etag)) return { done: false, etag: standing }
      const aside = `${path}.${randomUUID()}`
      await writeFile(aside, bytes)
      await rename(aside, path)
      return { done: true, etag: etagOf(bytes) }
    },
  }
}

/** Lakes by name, so that a child process can be told which to use. All but the first carry a planted bug. */
export const lakesByName: Readonly<Record<string, (root: string) => FolderLake>> = {
  folder: folderLake,
  torn: tornLake,
  lookThenRename: lookThenRenameLake,
}
