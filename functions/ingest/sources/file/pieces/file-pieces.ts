import type { FileFormat } from '../connection.ts'
import { bytesOf, decodedChunks, lineOrCharacterEnd } from '../decode.ts'

/** Part of a CSV file, cut behind a line break where there is one: UTF-8 as bytes, other encodings as text. */
export type FilePiece = Uint8Array | string

const readSize = 1 << 20
/** Bytes or characters of a piece. The first one is as small as a read: the header has to be known before the others. */
const pieceSize = 4 << 20

/** The pieces of a file without the byte order mark. Errors: Unavailable when it can't be opened. */
export function filePieces(path: string, encoding: FileFormat['encoding']): AsyncGenerator<FilePiece> {
  return encoding === 'utf-8' ? bytePieces(path) : textPieces(path, encoding)
}

async function* bytePieces(path: string): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let size = 0
  let isFirst = true
  for await (const read of bytesOf(path, readSize)) {
    const bytes = isFirst && size === 0 ? withoutMark(read) : read
    held.push(bytes)
    size += bytes.length
    if (size < (isFirst ? 1 : pieceSize)) continue
    const all = Buffer.concat(held)
    const cut = lineOrCharacterEnd(all)
    if (cut > 0) yield all.subarray(0, cut)
    isFirst &&= cut === 0
    held = [all.subarray(cut)]
    size = all.length - cut
  }
  if (size === 0) return
  const all = Buffer.concat(held)
  const cut = all.lastIndexOf(10) + 1
  // The last line may lack its end: on its own it doesn't slow down the others.
  if (cut > 0) yield all.subarray(0, cut)
  if (cut < all.length) yield all.subarray(cut)
}

const withoutMark = (bytes: Buffer): Buffer =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes

async function* textPieces(path: string, encoding: FileFormat['encoding']): AsyncGenerator<string> {
  let held = ''
  let isFirst = true
  for await (const text of decodedChunks(path, encoding)) {
    held += text
    if (held.length < (isFirst ? 1 : pieceSize)) continue
    const cut = held.lastIndexOf('\n') + 1 || held.length
    yield held.slice(0, cut)
    isFirst = false
    held = held.slice(cut)
  }
  const cut = held.lastIndexOf('\n') + 1
  if (cut > 0) yield held.slice(0, cut)
  if (cut < held.length) yield held.slice(cut)
}

/** How many lines end in it. */
export function lineEnds(piece: FilePiece): number {
  const next = (from: number) => (typeof piece === 'string' ? piece.indexOf('\n', from) : piece.indexOf(10, from))
  let count = 0
  for (let at = next(0); at >= 0; at = next(at + 1)) count++
  return count
}
