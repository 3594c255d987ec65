import type { FileFormat } from '../connection.ts'
import { csvSplitter, type SplitRow } from '../csv.ts'
import { decodedChunks } from '../decode.ts'
import { headerOf } from '../header.ts'
import { readFile } from '../read.ts'
import { xlsxRows } from '../xlsx.ts'

export interface Sheet {
  readonly delimiter: string
  /** Physical line of the header, 1-based. */
  readonly headerRow: number
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

const rowsLooked = 2000
const delimiters = [',', ';', '\t', '|'] as const

export async function guessTable(
  path: string,
  type: FileFormat['type'],
  encoding: FileFormat['encoding'],
): Promise<Sheet> {
  if (type === 'jsonl') return jsonSheet(path, encoding)
  if (type === 'xlsx') return sheetOf(',', await firstRows(xlsxRows(path, undefined)))
  const text = await firstText(path, encoding)
  const tries = delimiters.map((delimiter) => ({
    delimiter,
    rows: csvSplitter(delimiter)(text, true).slice(0, rowsLooked),
  }))
  const best = tries.sort((a, b) => evenness(b.rows) - evenness(a.rows))[0]!
  return sheetOf(best.delimiter, best.rows)
}

async function firstText(path: string, encoding: FileFormat['encoding']): Promise<string> {
  let text = ''
  for await (const piece of decodedChunks(path, encoding)) {
    text += piece
    if (text.length >= 1 << 20) return text.slice(0, text.lastIndexOf('\n') + 1) || text
  }
  return text
}

async function firstRows(batches: AsyncIterable<readonly SplitRow[]>): Promise<readonly SplitRow[]> {
  for await (const batch of batches) return batch.slice(0, rowsLooked)
  return []
}

async function jsonSheet(path: string, encoding: FileFormat['encoding']): Promise<Sheet> {
  let header: readonly string[] = []
  const format: FileFormat = { type: 'jsonl', encoding, delimiter: ',', header_row: 1 }
  for await (const event of readFile(path, format)) {
    if (event.kind === 'header') header = event.header
    if (event.kind !== 'rows') continue
    return { delimiter: ',', headerRow: 1, header, rows: event.rows.slice(0, rowsLooked).map(({ cells }) => cells) }
  }
  return { delimiter: ',', headerRow: 1, header, rows: [] }
}

/** How many cells the most usual row has, weighted by how usual it is: a wrong delimiter gives one cell or a jumble. */
function evenness(rows: readonly SplitRow[]): number {
  const width = usualWidth(rows)
  const same = rows.filter((row) => row.cells?.length === width).length
  return width < 2 ? 0 : (same / Math.max(rows.length, 1)) * Math.min(width, 10)
}

function usualWidth(rows: readonly SplitRow[]): number {
  const counts = new Map<number, number>()
  for (const { cells } of rows) {
    const width = cells ? filledWidth(cells) : 0
    if (width > 0) counts.set(cells!.length, (counts.get(cells!.length) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0
}

const filledWidth = (cells: readonly string[]): number => cells.filter((cell) => cell.trim() !== '').length

function sheetOf(delimiter: string, all: readonly SplitRow[]): Sheet {
  const rows = all.filter((row) => row.cells && filledWidth(row.cells) > 0)
  const widest = Math.max(0, ...rows.map(({ cells }) => filledWidth(cells!)))
  const at = Math.max(
    0,
    rows.findIndex(({ cells }) => isHeader(cells!, widest)),
  )
  const header = headerOf(rows[at]?.cells ?? [])
  const body = rows.slice(at + 1).map(({ cells }) => header.map((_, column) => cells![column] ?? ''))
  return { delimiter, headerRow: rows[at]?.line ?? 1, header, rows: body }
}

/** Titles above a table fill a cell or two; a header fills most of the width, with words. */
function isHeader(cells: readonly string[], widest: number): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '')
  const inWords = filled.filter((cell) => /\p{L}|№/u.test(cell)).length
  return filled.length >= Math.max(1, widest * 0.6) && inWords >= filled.length * 0.7
}
