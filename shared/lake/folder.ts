import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, renameSync, unlinkSync } from 'node:fs'
import { stat, unlink } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { linkInto, makeFolder, sharedFolderSync, writeDurably } from './durable.ts'
import { etagOf } from './etag.ts'
import { isAbsent, unavailable } from './failure.ts'
import { filesBelow, orAbsent, readWhole, removeOlder } from './files.ts'
import { byCodeUnit, checkKey, checkPrefix } from './key.ts'
import type { Lake, Put } from './lake.ts'
import { exclusiveBy } from './lock.ts'

export interface FolderLake extends Lake {
  readonly root: string
  /** The file of a key, for engines that read by path. */
  pathOf(key: string): string
  /** Removes temporary files that a killed process left more than an hour ago; answers how many. */
  sweep(): Promise<number>
}

const staleMs = 60 * 60 * 1000

/**
 * A lake in a folder. A new object is written aside and linked into place; a replaced one is compared and renamed under a
 * lock between processes: no reader meets half an object, and of many writers one wins. Needs hard links.
 */
export function folderLake(folder: string): FolderLake {
  const root = resolve(folder)
  const writeAside = asideWriter(join(root, '.tmp'))
  const exclusive = exclusiveBy(join(root, '.lock.sqlite'))
  const syncFolder = sharedFolderSync()
  const pathOf = (key: string) => {
    checkKey(key)
    return join(root, ...key.split('/'))
  }

  async function create(path: string, bytes: Uint8Array): Promise<Put> {
    // Mostly it is not there, and a failed read costs more than a look.
    const taken = existsSync(path) ? await etagAt(path) : undefined
    if (taken !== undefined) return { done: false, etag: taken }
    const source = await writeAside.write(bytes)
    const placed = await linkInto(source, path).finally(() => unlink(source))
    if (!placed) return { done: false, etag: await etagAt(path) }
    await syncFolder(dirname(path))
    return { done: true, etag: etagOf(bytes) }
  }

  async function replace(path: string, bytes: Uint8Array, expected: string): Promise<Put> {
    const source = await writeAside.write(bytes)
    const standing = exclusive(() => {
      const found = etagNow(path)
      if (found === expected) renameSync(source, path)
      return found
    })
    if (standing !== expected) {
      await unlink(source)
      return { done: false, etag: standing }
    }
    await syncFolder(dirname(path))
    return { done: true, etag: etagOf(bytes) }
  }

  async function remove(path: string): Promise<void> {
    if (!(await orAbsent(stat(path)))) return
    exclusive(() => etagNow(path) !== undefined && unlinkSync(path))
    await syncFolder(dirname(path))
  }

  async function read(key: string) {
    return readWhole(pathOf(key)).catch(unavailable('lake', key))
  }

  return {
    root,
    pathOf,
    async get(key) {
      const bytes = await read(key)
      return bytes && { bytes, etag: etagOf(bytes) }
    },
    async put(key, bytes, condition) {
      const path = pathOf(key)
      const written = condition === 'absent' ? create(path, bytes) : replace(path, bytes, condition.etag)
      return written.catch(unavailable('lake', key))
    },
    async head(key) {
      const bytes = await read(key)
      return bytes && { etag: etagOf(bytes), size: bytes.byteLength }
    },
    async list(prefix) {
      checkPrefix(prefix)
      const below = prefix.slice(0, prefix.lastIndexOf('/') + 1)
      const found = await filesBelow(root, below, prefix).catch(unavailable('lake', prefix))
      return found.sort((a, b) => byCodeUnit(a.key, b.key))
    },
    async delete(key) {
      await remove(pathOf(key)).catch(unavailable('lake', key))
    },
    sweep: () => writeAside.sweep().catch(unavailable('lake', root)),
  }
}

/** Writes temporary files into a folder that is made, and swept once, before the first of them. */
function asideWriter(aside: string) {
  let ready: Promise<number> | undefined
  const next = () => join(aside, `.${process.pid}-${randomUUID()}`)
  async function sweep(): Promise<number> {
    await makeFolder(aside)
    // The clock of the file system itself: a file written now says what time it is there.
    const probe = next()
    await writeDurably(probe, new Uint8Array())
    const now = (await stat(probe)).mtimeMs
    await unlink(probe)
    return removeOlder(aside, now, staleMs)
  }
  async function write(bytes: Uint8Array): Promise<string> {
    // One that has failed, on a full disk or a folder in the way, says nothing of the next.
    ready ??= sweep().catch((error) => {
      ready = undefined
      throw error
    })
    await ready
    const path = next()
    await writeDurably(path, bytes)
    return path
  }
  return { write, sweep }
}

const etagAt = async (path: string): Promise<string | undefined> => {
  const bytes = await readWhole(path)
  return bytes && etagOf(bytes)
}

function etagNow(path: string): string | undefined {
  try {
    return etagOf(readFileSync(path))
  } catch (error) {
    if (isAbsent(error)) return undefined
    throw error
  }
}
