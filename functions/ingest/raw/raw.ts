import { Bug } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { PersonalColumns } from '../sources/file/index.ts'
import { lineMark } from '../sources/file/pieces/index.ts'
import { doneOnThread } from '../threads/thread.ts'
import type { BadRow, ReadEvent, SourceRow } from '../units/rows.ts'
import { packedAside, unpacked } from './pack.ts'
import { memberSize, type RawPiece, rawBytes } from './raw-text.ts'

const membersInWork = 4
/** Smaller files are not worth a thread. */
const worthThread = 8

/** The same bytes wherever they are made. */
async function memberOf(pieces: readonly RawPiece[], at: number): Promise<Uint8Array> {
  const made = at < worthThread ? undefined : await doneOnThread<Uint8Array>({ kind: 'raw', pieces })
  return made ?? packedAside(rawBytes(pieces))
}

/** What stands in the first line of a raw object. */
export interface RawHead {
  readonly concord_raw: 1
  readonly sha256: string
  readonly recipe: string
  readonly header: readonly string[]
  /** Columns whose cells were hashed or left out. */
  readonly guarded: PersonalColumns
  readonly rows: number
  readonly unsplit: number
}

/** A raw object in the making: JSON Lines; an array is a row, `line` says where the next one stood, `bad` could not be split. */
export interface RawBody {
  /** Takes a batch of rows in order, with their cells as they may be stored. */
  rows(rows: readonly SourceRow[], cells: readonly (readonly string[])[]): Promise<void>
  bad(rows: readonly BadRow[]): Promise<void>
  /** The same of rows that were put together and compressed elsewhere. */
  member(made: RawMember): Promise<void>
  finish(head: Omit<RawHead, 'concord_raw' | 'rows' | 'unsplit'>): Promise<Uint8Array>
}

export interface RawMember {
  readonly member: Uint8Array
  readonly rows: number
  /** The physical line of the first row, and the one behind the last. */
  readonly firstLine: number
  readonly nextLine: number
}

/**
 * Members (frames of Zstandard) of about a megabyte, each put together and compressed beside the parser.
 * They may be concatenated, so the head, which is known last, still comes first.
 */
export function rawBody(): RawBody {
  const members: Promise<Uint8Array>[] = []
  let pieces: RawPiece[] = []
  let size = 0
  let next = -1
  const counts = { rows: 0, unsplit: 0 }

  const flush = () => {
    if (size === 0) return
    members.push(memberOf(pieces, members.length))
    pieces = []
    size = 0
  }
  const write = (line: string) => {
    pieces.push(line)
    size += line.length
  }
  const settle = async () => {
    if (size < memberSize) return
    flush()
    await members.at(-membersInWork)
  }

  return {
    async rows(rows, cells) {
      // Runs of rows on consecutive lines, each as one piece of text.
      for (let from = 0, to = 0; from < rows.length; from = to) {
        const { line } = rows[from]!
        for (to = from + 1; to < rows.length && rows[to]!.line === line + to - from; to++);
        if (line !== next) write(lineMark(line))
        const json = JSON.stringify(from === 0 && to === rows.length ? cells : cells.slice(from, to))
        pieces.push({ json, rows: to - from })
        size += json.length
        next = line + to - from
      }
      counts.rows += rows.length
      await settle()
    },
    async bad(rows) {
      for (const row of rows) write(`${JSON.stringify({ bad: row })}\n`)
      counts.unsplit += rows.length
      await settle()
    },
    async member({ member, rows, firstLine, nextLine }) {
      if (firstLine !== next) write(lineMark(firstLine))
      flush()
      members.push(Promise.resolve(member))
      counts.rows += rows
      next = nextLine
    },
    async finish(head) {
      flush()
      const first = await packedAside(`${JSON.stringify({ concord_raw: 1, ...head, ...counts })}\n`)
      return Buffer.concat([first, ...(await Promise.all(members))])
    },
  }
}

type RawLine = string[] | { line: number } | { bad: BadRow } | RawHead

async function* rawLines(bytes: Uint8Array): AsyncGenerator<RawLine[]> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of unpacked(bytes)) {
    const text = rest + decoder.decode(chunk, { stream: true })
    const end = text.lastIndexOf('\n')
    rest = text.slice(end + 1)
    // One parse per chunk: a line break never stands inside a JSON line.
    if (end > 0) yield JSON.parse(`[${text.slice(0, end).replaceAll('\n', ',')}]`) as RawLine[]
  }
}

/** The first line of a raw object. */
export async function rawHead(bytes: Uint8Array): Promise<RawHead> {
  for await (const [head] of rawLines(bytes)) return head as RawHead
  throw new Bug({ who: 'raw', code: 'RAW_EMPTY', what: say('Сырой файл пуст.', 'The raw object is empty.') })
}

/** Reads a raw object as the file itself would be read. */
export async function* readRaw(bytes: Uint8Array): AsyncGenerator<ReadEvent> {
  let next = 1
  for await (const lines of rawLines(bytes)) {
    const rows: SourceRow[] = []
    const bad: BadRow[] = []
    for (const line of lines) {
      if (Array.isArray(line)) rows.push({ line: next++, cells: line })
      else if ('line' in line) next = line.line
      else if ('bad' in line) bad.push(line.bad)
      else yield { kind: 'header', header: line.header }
    }
    if (rows.length > 0) yield { kind: 'rows', rows }
    if (bad.length > 0) yield { kind: 'bad', rows: bad }
  }
}
