import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { Unavailable } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { FileFormat } from './connection.ts'

const chunkSize = 1 << 18
/**
 * Stands where bytes are no text. A lone surrogate never comes out of valid UTF-8, so a damaged row can be told
 * from one that holds U+FFFD honestly: it is not well-formed.
 */
const damage = '\udc80'

/** The text of a file in pieces of about 256 kB, without the byte order mark. Errors: Unavailable when it can't be opened. */
export async function* decodedChunks(path: string, encoding: FileFormat['encoding']): AsyncGenerator<string> {
  const decode = decoders[encoding]()
  let first = true
  for await (const bytes of bytesOf(path, chunkSize)) {
    const text = decode(bytes, false)
    if (text === '') continue
    yield first ? withoutMark(text) : text
    first = false
  }
  const rest = decode(Buffer.alloc(0), true)
  if (rest !== '') yield first ? withoutMark(rest) : rest
}

export async function* bytesOf(path: string, chunkSize: number): AsyncGenerator<Buffer> {
  try {
    for await (const bytes of createReadStream(path, { highWaterMark: chunkSize })) yield bytes as Buffer
  } catch (cause) {
    throw new Unavailable({
      code: 'FILE_UNREADABLE',
      what: say(`Не удалось прочитать файл ${path}.`, `The file ${path} could not be read.`),
      hint: say('Проверьте, что файл на месте и доступен.', 'Check that the file is there and may be read.'),
      cause,
    })
  }
}

const withoutMark = (text: string): string => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)

type Decode = (bytes: Buffer, last: boolean) => string

const decoders: Readonly<Record<FileFormat['encoding'], () => Decode>> = {
  'utf-8': () => {
    let carried: Buffer = Buffer.alloc(0)
    return (bytes, last) => {
      const all = carried.length > 0 ? Buffer.concat([carried, bytes]) : bytes
      const cut = last ? all.length : lineOrCharacterEnd(all)
      carried = Buffer.from(all.subarray(cut))
      return utf8Text(all.subarray(0, cut))
    }
  },
  'utf-16le': () => utf16Decoder(false),
  'utf-16be': () => utf16Decoder(true),
  cp1251: () => {
    const decoder = new TextDecoder('windows-1251')
    return (bytes, last) => decoder.decode(bytes, { stream: !last })
  },
}

/** Whole lines where there are any, so that damage is told line by line; else whole characters. */
export function lineOrCharacterEnd(bytes: Buffer): number {
  const line = bytes.lastIndexOf(10)
  if (line >= 0) return line + 1
  let end = bytes.length
  while (end > 0 && bytes.length - end < 4 && (bytes[end - 1]! & 0xc0) === 0x80) end -= 1
  return end > 0 && bytes[end - 1]! >= 0xc0 ? end - 1 : bytes.length
}

/** Lines that are no UTF-8 hold `damage`. */
export function utf8Text(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8')
  const lines: string[] = []
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(10, start)
    const end = found < 0 ? bytes.length : found + 1
    const line = bytes.subarray(start, end)
    lines.push(isUtf8(line) ? line.toString('utf8') : line.toString('utf8').replaceAll('\ufffd', damage))
    start = end
  }
  return lines.join('')
}

function utf16Decoder(bigEndian: boolean): Decode {
  let carried: Buffer = Buffer.alloc(0)
  return (bytes, last) => {
    const all = Buffer.concat([carried, bytes])
    const even = all.length - (all.length % 2)
    // The low half of a pair may come with the next piece.
    const pair = even >= 2 && !last ? all[even - (bigEndian ? 2 : 1)]! : 0
    const cut = pair >= 0xd8 && pair <= 0xdb ? even - 2 : even
    carried = Buffer.from(all.subarray(cut))
    const units = Buffer.from(all.subarray(0, cut))
    const text = (bigEndian ? units.swap16() : units).toString('utf16le')
    return last && carried.length > 0 ? text + damage : text
  }
}
