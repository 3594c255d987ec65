import type { Problem } from '#shared/errors.ts'
import { packed } from '../raw/pack.ts'
import type { FileConnection } from '../sources/file/index.ts'
import {
  type CellTable,
  compileTableMapping,
  type PieceOrder,
  type SplitTable,
  scanJson,
  type TableMapper,
  tableJson,
  tableOfPiece,
} from '../sources/file/pieces/index.ts'
import { type DatedBatch, dated } from '../units/batch.ts'
import type { BadRow } from '../units/rows.ts'
import { type CellGuard, cellGuards } from './protect.ts'

/** Some rows of a CSV file: to be split, guarded, put into raw, and mapped. */
export interface ReadOrder extends Omit<PieceOrder, 'format'> {
  /** The same for all pieces of one file: what was made of its header is kept. */
  readonly file: string
  readonly connection: FileConnection
  readonly key: Uint8Array
  /** The rows are wanted as a member of a raw object. */
  readonly raw: boolean
}

export interface ReadPiece extends Pick<SplitTable, 'header' | 'state'> {
  readonly rows: number
  /** The physical line of the first row, and the one behind the last. */
  readonly firstLine: number
  readonly nextLine: number
  readonly member: Uint8Array | undefined
  readonly good: number
  readonly filtered: number
  /** Rows that could not be mapped. */
  readonly bad: readonly BadRow[]
  /** Rows that could not be split. */
  readonly unsplit: readonly BadRow[]
  /** The header lacks what the mapping needs. */
  readonly problem: Problem | undefined
  readonly batches: readonly DatedBatch[]
}

interface Opened {
  readonly map: TableMapper | Problem
  readonly guards: readonly CellGuard[]
}

export function readPiece(order: ReadOrder): ReadPiece {
  const {
    header,
    state,
    table: cells,
    scan,
    bad: unsplit,
  } = tableOfPiece({ ...order, format: order.connection.format })
  const opened = header && opening(order, header)
  const problem = opened && typeof opened.map !== 'function' ? opened.map : undefined
  if (!cells || !opened) return { ...nothing, header, state, unsplit, problem }
  const table = guarded(cells, opened.guards)
  const json = order.raw ? (scan && table === cells ? scanJson(scan) : tableJson(table)) : undefined
  const mapped = typeof opened.map === 'function' ? opened.map(table) : refused(table, opened.map)
  return {
    header,
    state,
    problem,
    unsplit,
    rows: table.rows,
    firstLine: table.lines[0]!,
    nextLine: table.lines.at(-1)! + 1,
    member: json && packed(json),
    ...mapped,
    batches: mapped.batches.map(dated),
  }
}

const nothing = { rows: 0, firstLine: 0, nextLine: 0, member: undefined, good: 0, filtered: 0, bad: [], batches: [] }

const refused = ({ lines }: CellTable, { what }: Problem) => ({
  good: 0,
  filtered: 0,
  bad: Array.from(lines, (line): BadRow => ({ line, code: 'MISSING_COLUMN', message: what })),
  batches: [],
})

let last: { readonly file: string; readonly opened: Opened } | undefined

function opening({ file, connection, key }: ReadOrder, header: readonly string[]): Opened {
  if (last?.file !== file) {
    const map = compileTableMapping(connection, header, key)
    last = { file, opened: { map, guards: cellGuards(connection, header, key) } }
  }
  return last.opened
}

function guarded(table: CellTable, guards: readonly CellGuard[]): CellTable {
  if (guards.length === 0) return table
  const columns = [...table.columns]
  for (const { at, guard } of guards) {
    const { texts, codes } = columns[at]!
    columns[at] = { texts: texts.map(guard), codes }
  }
  return { ...table, columns }
}
