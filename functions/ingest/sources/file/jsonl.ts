import type { BadRow, ReadEvent, SourceRow } from '#ingest/units/rows.ts'
import { badRow, badTexts } from './bad.ts'
import type { FileFormat } from './connection.ts'
import { cellLimit } from './csv.ts'
import { decodedChunks } from './decode.ts'
import { columnName } from './header.ts'
import { flatCells } from './json-cells.ts'

interface Line {
  readonly line: number
  readonly text: string | undefined
}

/** Two passes: the header is every key that any line has, so that a file split in two has nothing that the whole lacks. */
export async function* readJsonLines(path: string, format: FileFormat): AsyncGenerator<ReadEvent> {
  const keys = new Set<string>()
  for await (const batch of lineBatches(path, format)) {
    for (const { text } of batch) for (const key of (text && flatCells(text)?.keys()) || []) keys.add(columnName(key))
  }
  if (keys.size === 0) return yield { kind: 'bad', rows: [badRow(1, 'NOT_A_TABLE', badTexts.noHeader)] }
  const header = [...keys]
  yield { kind: 'header', header }
  for await (const batch of lineBatches(path, format)) yield* read(batch, header)
}

function* read(batch: readonly Line[], header: readonly string[]): Generator<ReadEvent> {
  const rows: SourceRow[] = []
  const bad: BadRow[] = []
  for (const { line, text } of batch) {
    const cells = text === undefined ? undefined : flatCells(text)
    if (text === undefined) bad.push(badRow(line, 'TOO_LARGE'))
    else if (!text.isWellFormed()) bad.push(badRow(line, 'NOT_UTF8'))
    else if (!cells) bad.push(badRow(line, 'NOT_JSON'))
    else rows.push({ line, cells: header.map((key) => cells.get(key) ?? '') })
  }
  if (rows.length > 0) yield { kind: 'rows', rows }
  if (bad.length > 0) yield { kind: 'bad', rows: bad }
}

/** Lines that hold something; `text` is undefined where a line is over the limit. */
async function* lineBatches(path: string, format: FileFormat): AsyncGenerator<readonly Line[]> {
  let carried = ''
  let line = 0
  let isLong = false
  for await (const text of decodedChunks(path, format.encoding)) {
    const parts = (carried + text).split('\n')
    carried = parts.pop()!
    const lines: Line[] = []
    for (const part of parts) {
      line += 1
      if (isLong || part.length > cellLimit) lines.push({ line, text: undefined })
      else if (part.trim() !== '') lines.push({ line, text: part })
      isLong = false
    }
    if (carried.length > cellLimit) {
      isLong = true
      carried = ''
    }
    yield lines
  }
  if (isLong) yield [{ line: line + 1, text: undefined }]
  else if (carried.trim() !== '') yield [{ line: line + 1, text: carried }]
}
