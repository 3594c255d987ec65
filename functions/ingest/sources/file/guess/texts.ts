import { open } from 'node:fs/promises'
import type { FileFormat } from '../connection.ts'
import { decodedChunks } from '../decode.ts'

const tailSize = 1 << 16

/** The last lines of a file. */
export async function lastText(path: string, encoding: FileFormat['encoding']): Promise<string> {
  await using file = await open(path)
  const { size } = await file.stat()
  const start = Math.max(0, size - tailSize)
  // An even place, for two bytes of a character.
  const from = start - (start % 2)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(tailSize + 1), 0, tailSize + 1, from)
  const text = new TextDecoder(encoding === 'cp1251' ? 'windows-1251' : encoding).decode(buffer.subarray(0, bytesRead))
  return text.slice(text.indexOf('\n') + 1)
}

export async function firstText(path: string, encoding: FileFormat['encoding']): Promise<string> {
  let text = ''
  for await (const piece of decodedChunks(path, encoding)) {
    text += piece
    if (text.length >= 1 << 20) return text.slice(0, text.lastIndexOf('\n') + 1) || text
  }
  return text
}
