import { link, mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isAbsent, isTaken } from './failure.ts'

/** Writes a new file and waits until its bytes are on the disk. Refuses a name that is taken. */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A name given or taken in this folder survives a power cut from here on. */
export async function syncFolder(path: string): Promise<void> {
  // Windows can't open a folder, and its file system needs no such step.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Makes a folder so that it, and every parent made with it, survives a power cut. */
export async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true })
  if (first === undefined) return
  for (let made = path; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made))
}

/** Puts that land in one folder at the same time share one fsync of it: one that begins after the last of them. */
export function sharedFolderSync(sync: (path: string) => Promise<void> = syncFolder) {
  const running = new Map<string, Promise<void>>()
  const waiting = new Map<string, Promise<void>>()
  const begin = (path: string) => {
    waiting.delete(path)
    const done = sync(path).finally(() => {
      if (running.get(path) === done) running.delete(path)
    })
    running.set(path, done)
    return done
  }
  return (path: string): Promise<void> => {
    const before = running.get(path)
    if (!before) return begin(path)
    const next = waiting.get(path) ?? before.catch(() => undefined).then(() => begin(path))
    waiting.set(path, next)
    return next
  }
}

/** False when the name is taken. The link is atomic: the file appears whole or not at all. Makes the folder where it is missing. */
export async function linkInto(source: string, path: string): Promise<boolean> {
  try {
    await link(source, path)
    return true
  } catch (error) {
    if (isTaken(error)) return false
    if (!isAbsent(error)) throw error
  }
  await makeFolder(dirname(path))
  return link(source, path).then(
    () => true,
    (error) => {
      if (isTaken(error)) return false
      throw error
    },
  )
}
