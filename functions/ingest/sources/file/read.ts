import type { ReadEvent } from '#ingest/units/rows.ts'
import type { FileFormat } from './connection.ts'
import { csvSplitter, type SplitRow } from './csv.ts'
import { decodedChunks } from './decode.ts'
import { readJsonLines } from './jsonl.ts'
import { type Batch, isSoundText, tableOf } from './table.ts'
import { xlsxRows } from './xlsx.ts'

/**
 * Reads a file as its header, then batches of rows and of bad rows. Blank lines are no rows; every other row of the
 * file is in one of the two. A file that is no table comes as one bad row and no header. Errors: Unavailable.
 */
export function readFile(path: string, format: FileFormat): AsyncIterable<ReadEvent> {
  if (format.type === 'jsonl') return readJsonLines(path, format)
  if (format.type === 'xlsx')
    return tableOf(unproven(xlsxRows(path, format.sheet)), { headerRow: format.header_row, padded: true })
  return tableOf(csvRows(path, format), { headerRow: format.header_row, padded: false })
}

async function* csvRows(path: string, format: FileFormat): AsyncGenerator<Batch> {
  const split = csvSplitter(format.delimiter)
  // Once damage was seen, all that follows is looked at cell by cell: a row may reach over several pieces.
  let isSound = true
  for await (const text of decodedChunks(path, format.encoding)) {
    isSound &&= isSoundText(text)
    yield { rows: split(text, false), isSound }
  }
  yield { rows: split('', true), isSound }
}

async function* unproven(batches: AsyncIterable<readonly SplitRow[]>): AsyncGenerator<Batch> {
  for await (const rows of batches) yield { rows, isSound: false }
}
