import type { BadRow, SourceRow } from '#ingest/units/rows.ts'
import type { FileFormat } from '../connection.ts'
import { type SplitState, splitPiece } from '../csv.ts'
import { utf8Text } from '../decode.ts'
import { isSoundText, noHeader, tableEvents } from '../table.ts'
import { type CellTable, tableOfRows, tableOfScan } from './cell-column.ts'
import type { FilePiece } from './file-pieces.ts'
import { isScannable, type Scan, scanCsv } from './scan.ts'

export interface PieceOrder {
  readonly piece: FilePiece
  readonly format: FileFormat
  /** Where the splitting stood before it. */
  readonly state: SplitState
  /** undefined: not met yet. */
  readonly header: readonly string[] | undefined
  /** There is no more of the file. */
  readonly last: boolean
}

export interface SplitTable {
  readonly header: readonly string[] | undefined
  readonly state: SplitState
  readonly table: CellTable | undefined
  /** Where the table was made straight from bytes. */
  readonly scan: Scan | undefined
  readonly bad: readonly BadRow[]
}

/** A piece of a CSV file as a table. What the fast way doesn't take whole is split row by row. */
export function tableOfPiece(order: PieceOrder): SplitTable {
  const scan = scanned(order)
  if (!scan) return splitRows(order)
  const state = { ...order.state, line: scan.nextLine }
  return { header: order.header, state, table: scan.rows > 0 ? tableOfScan(scan) : undefined, scan, bad: [] }
}

/** From another thread a Buffer comes as a plain array. */
const bufferOf = ({ buffer, byteOffset, byteLength }: Uint8Array) => Buffer.from(buffer, byteOffset, byteLength)

function scanned({ piece, format, state, header }: PieceOrder): Scan | undefined {
  const { carried, skipping, newline, line } = state
  if (!header || carried !== '' || skipping || newline !== '\n' || !isScannable(format.delimiter)) return undefined
  if (typeof piece === 'string' && !piece.isWellFormed()) return undefined
  return scanCsv(
    typeof piece === 'string' ? Buffer.from(piece) : bufferOf(piece),
    format.delimiter,
    header.length,
    line,
  )
}

function splitRows({ piece, format, state, header, last }: PieceOrder): SplitTable {
  const text = typeof piece === 'string' ? piece : utf8Text(bufferOf(piece))
  const isSound = isSoundText(state.carried + text)
  const split = splitPiece(text, state, format.delimiter, last)
  const rows: SourceRow[] = []
  const bad: BadRow[] = []
  let found = header
  for (const event of tableEvents({ rows: split.rows, isSound }, header, {
    headerRow: format.header_row,
    padded: false,
  })) {
    if (event.kind === 'header') found = event.header
    else if (event.kind === 'rows') rows.push(...event.rows)
    else bad.push(...event.rows)
  }
  if (last && !found && bad.length === 0 && noHeader.kind === 'bad') bad.push(...noHeader.rows)
  const table = found && rows.length > 0 ? tableOfRows(rows, found.length) : undefined
  return { header: found, state: split.state, table, scan: undefined, bad }
}
