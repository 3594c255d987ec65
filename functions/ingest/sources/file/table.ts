import type { BadRow, QuarantineCode, ReadEvent, SourceRow } from '#ingest/units/rows.ts'
import { badRow, badTexts } from './bad.ts'
import { cellLimit, type SplitRow } from './csv.ts'
import { headerOf, headerProblem } from './header.ts'

interface TableOptions {
  /** Physical line (1-based) on or after which the header stands. */
  readonly headerRow: number
  /** Rows may be shorter than the header, as in spreadsheets. */
  readonly padded: boolean
}

/** Split rows; sound: none of their texts holds damage, which then need not be looked for in every cell. */
export interface Batch {
  readonly rows: readonly SplitRow[]
  readonly isSound: boolean
}

/** No NUL, and no half of a surrogate pair, which stands for bytes that are no text. */
export const isSoundText = (text: string): boolean => !text.includes('\0') && text.isWellFormed()

/** Finds the header among split rows and checks every row against it. */
export async function* tableOf(batches: AsyncIterable<Batch>, options: TableOptions): AsyncGenerator<ReadEvent> {
  let header: readonly string[] | undefined
  for await (const batch of batches) {
    for (const event of tableEvents(batch, header, options)) {
      yield event
      if (event.kind === 'header') header = event.header
      else if (!header) return
    }
  }
  if (!header) yield noHeader
}

export const noHeader: ReadEvent = { kind: 'bad', rows: [badRow(1, 'NOT_A_TABLE', badTexts.noHeader)] }

/** What a batch holds: its rows, after the header where that isn't known yet. Bad rows before the header: no table. */
export function* tableEvents(
  { rows, isSound }: Batch,
  header: readonly string[] | undefined,
  { headerRow, padded }: TableOptions,
): Generator<ReadEvent> {
  if (header) return yield* checked(rows, header.length, padded, isSound)
  const at = rows.findIndex((row) => row.line >= headerRow && !isBlank(row))
  if (at < 0) return
  const problem = headerProblem(rows[at]!)
  if (problem) return yield { kind: 'bad', rows: [problem] }
  const found = headerOf(rows[at]!.cells!)
  yield { kind: 'header', header: found }
  yield* checked(rows.slice(at + 1), found.length, padded, isSound)
}

function* checked(batch: readonly SplitRow[], width: number, padded: boolean, isSound: boolean): Generator<ReadEvent> {
  const rows: SourceRow[] = []
  const bad: BadRow[] = []
  for (const row of batch) {
    if (row.bad) bad.push(badRow(row.line, row.bad))
    else if (isBlank(row)) continue
    else {
      const cells = padded ? fitted(row.cells, width) : row.cells
      const code = problemOf(cells, width, isSound)
      if (code) bad.push(badRow(row.line, code, code === 'RAGGED' ? badTexts.ragged(cells.length, width) : undefined))
      else rows.push(cells === row.cells ? row : { line: row.line, cells })
    }
  }
  if (rows.length > 0) yield { kind: 'rows', rows }
  if (bad.length > 0) yield { kind: 'bad', rows: bad }
}

function problemOf(cells: readonly string[], width: number, isSound: boolean): QuarantineCode | undefined {
  if (cells.length !== width) return 'RAGGED'
  for (const cell of cells) {
    if (cell.length > cellLimit) return 'TOO_LARGE'
    if (!isSound && !isSoundText(cell)) return 'NOT_UTF8'
  }
  return undefined
}

function isBlank({ cells }: SplitRow): boolean {
  // A row of a sheet may have no cells at all.
  const first = cells?.[0] ?? ''
  if (!cells || (first !== '' && first.trim() !== '')) return false
  return cells.every((cell) => cell === '' || cell.trim() === '')
}

function fitted(cells: readonly string[], width: number): readonly string[] {
  if (cells.length === width) return cells
  if (cells.length < width) return [...cells, ...Array<string>(width - cells.length).fill('')]
  return cells.slice(width).every((cell) => cell.trim() === '') ? cells.slice(0, width) : cells
}
