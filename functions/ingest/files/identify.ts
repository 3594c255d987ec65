import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Unavailable } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { SourceFile } from '../sources/file/index.ts'

/** A file by its contents; copies of it share one. */
export interface Identified {
  readonly sha256: string
  /** Every name it has, sorted. */
  readonly names: readonly string[]
  readonly path: string
  /** Size and time of change, to notice a file that is written while it is read. */
  readonly stamp: string
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Uint8Array)
  return hash.digest('hex')
}

const stampOf = async (path: string) => {
  const { size, mtimeMs } = await stat(path)
  return `${size} ${mtimeMs}`
}

/** The set of files, each content once, in an order that doesn't depend on where they lie. */
export async function identify(files: readonly SourceFile[]): Promise<readonly Identified[]> {
  const found = new Map<string, { names: string[]; path: string; stamp: string }>()
  for (const { path, name } of files) {
    const stamp = await stampOf(path).catch(gone(name))
    const sha256 = await hashFile(path).catch(gone(name))
    const known = found.get(sha256)
    if (known) known.names.push(name)
    else found.set(sha256, { names: [name], path, stamp })
  }
  return [...found]
    .map(([sha256, { names, path, stamp }]) => ({ sha256, names: names.sort(), path, stamp }))
    .sort((a, b) => (`${a.names[0]} ${a.sha256}` < `${b.names[0]} ${b.sha256}` ? -1 : 1))
}

/** Errors: Unavailable when the file is no longer the one that was identified. */
export async function checkUnchanged({ path, stamp, names }: Identified): Promise<void> {
  const now = await stampOf(path).catch(gone(names[0]!))
  if (now === stamp) return
  throw new Unavailable({
    code: 'FILE_CHANGED',
    what: say('Файл изменился, пока его читали.', 'The file changed while it was being read.'),
    where: names[0],
    hint: say('Дождитесь, пока он запишется целиком, и повторите.', 'Wait until it is written whole and try again.'),
  })
}

const gone =
  (name: string) =>
  (cause: unknown): never => {
    throw new Unavailable({
      code: 'FILE_UNREADABLE',
      what: say('Файл не открывается.', 'The file can not be opened.'),
      where: name,
      hint: say('Проверьте, что он на месте и его можно читать.', 'Check that it is there and may be read.'),
      cause,
    })
  }
