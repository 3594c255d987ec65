import { isUtf8 } from 'node:buffer'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { FixConfig, Unavailable } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { FileFormat } from '../connection.ts'
import { isWindowsCyrillic } from './cyrillic.ts'

const sampleSize = 1 << 20

/** The first megabyte of a file. Errors: Unavailable. */
export async function sampleOf(path: string): Promise<Buffer> {
  try {
    await using file = await open(path)
    const { bytesRead, buffer } = await file.read(Buffer.alloc(sampleSize), 0, sampleSize, 0)
    return buffer.subarray(0, bytesRead)
  } catch (cause) {
    throw new Unavailable({
      code: 'FILE_UNREADABLE',
      what: say(`Не удалось прочитать файл ${path}.`, `The file ${path} could not be read.`),
      hint: say('Проверьте путь.', 'Check the path.'),
      cause,
    })
  }
}

export function guessType(path: string, sample: Buffer): FileFormat['type'] {
  if (sample.subarray(0, 2).toString('latin1') === 'PK') return 'xlsx'
  if (/\.(jsonl|ndjson)$/i.test(path)) return 'jsonl'
  const start = sample
    .subarray(0, 10)
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
  return start.startsWith('{') ? 'jsonl' : 'csv'
}

/** By the mark, by where zero bytes stand, by validity, by its letters. Errors: FixConfig. */
export function guessEncoding(path: string, sample: Buffer): FileFormat['encoding'] {
  const mark = sample.subarray(0, 2).toString('hex')
  if (mark === 'fffe') return 'utf-16le'
  if (mark === 'feff') return 'utf-16be'
  const zeros = [0, 0]
  const probe = sample.subarray(0, 4096)
  probe.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2]! += 1
  })
  if (zeros[1]! > probe.length / 8 && zeros[0]! === 0) return 'utf-16le'
  if (zeros[0]! > probe.length / 8 && zeros[1]! === 0) return 'utf-16be'
  if (mostlyUtf8(sample)) return 'utf-8'
  if (isWindowsCyrillic(sample)) return 'cp1251'
  throw new FixConfig({
    code: 'ENCODING',
    what: say(
      'Кодировка файла не из тех, что читаются: UTF-8, UTF-16, Windows-1251.',
      'The file is in none of the encodings that are read: UTF-8, UTF-16, Windows-1251.',
    ),
    where: basename(path),
    hint: say('Сохраните его как «CSV UTF-8» или .xlsx.', 'Save it as "CSV UTF-8" or .xlsx.'),
  })
}

/** A damaged line or two in a UTF-8 file must not make it another encoding. */
function mostlyUtf8(sample: Buffer): boolean {
  if (isUtf8(sample)) return true
  const lines = sample.toString('latin1').split('\n').slice(0, -1)
  const marked = lines.map((line) => Buffer.from(line, 'latin1')).filter((line) => line.some((byte) => byte > 127))
  const valid = marked.filter((line) => isUtf8(line)).length
  return marked.length > 0 ? valid > marked.length / 2 : isUtf8(sample.subarray(0, -3))
}
