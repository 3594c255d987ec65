import { batchesOfRows, type RowBatch } from '#ingest/units/batch.ts'
import type { BadRow, MappedRow, Mapper } from '#ingest/units/rows.ts'
import type { Problem } from '#shared/errors.ts'
import type { FileConnection } from '../connection.ts'
import { compileMapping, compilerOf } from '../mapping.ts'
import { columnPositions } from '../positions.ts'
import type { CellTable } from './cell-column.ts'
import { compileRecordColumns, type RecordColumns } from './record-columns.ts'
import { compileRowMask } from './row-mask.ts'

/** What a table holds: its rows are good, filtered or bad. */
export interface MappedTable {
  readonly good: number
  readonly filtered: number
  readonly bad: readonly BadRow[]
  readonly batches: readonly RowBatch[]
}

export type TableMapper = (table: CellTable) => MappedTable

/**
 * The same as `compileMapping` makes of each row, but column by column: several times faster. Rows that are out of the
 * ordinary go through the mapping for rows, which knows what is wrong with them. Cells are those of raw.
 */
export function compileTableMapping(
  connection: FileConnection,
  header: readonly string[],
  hashKey: Uint8Array,
): TableMapper | Problem {
  const positions = columnPositions(connection, header)
  const map = compileMapping(connection, header, hashKey, { raw: true })
  if (typeof map !== 'function') return map
  if (typeof positions !== 'function') return positions
  // Lists of fields make several rows of one: they are mapped row by row.
  if (connection.records.some(({ each }) => each))
    return (table) => mapOdd(map, table, new Uint8Array(table.rows).fill(1))
  const compiler = compilerOf(connection, positions, hashKey, { raw: true, own: true })
  const isWanted = compileRowMask(connection.where, positions)
  const recordColumns = connection.records.map((mapping) => compileRecordColumns(mapping, compiler))
  return (table) => {
    const odd = new Uint8Array(table.rows)
    const wanted = isWanted?.(table)
    const columns = recordColumns.map((read) => read(table, odd))
    const even = takeEven(columns, wanted, odd)
    const rest = mapOdd(map, table, odd)
    return {
      good: even.good + rest.good,
      filtered: even.filtered + rest.filtered,
      bad: rest.bad,
      batches: [...even.batches, ...rest.batches],
    }
  }
}

/** What the columns say of the rows that are not odd. */
function takeEven(columns: readonly RecordColumns[], wanted: Uint8Array | undefined, odd: Uint8Array) {
  const isGood = new Uint8Array(odd.length)
  let even = 0
  for (const isOdd of odd) even += 1 - isOdd
  const batches = columns.map(({ wanted: own, ...batch }) => {
    const rows = new Uint32Array(odd.length)
    let count = 0
    for (let row = 0; row < odd.length; row++) {
      if (odd[row] || wanted?.[row] === 0 || own?.[row] === 0) continue
      isGood[row] = 1
      rows[count++] = row
    }
    return count === odd.length ? batch : picked(batch, rows.subarray(0, count))
  })
  let good = 0
  for (const one of isGood) good += one
  return { good, filtered: even - good, batches: batches.filter(({ rows }) => rows > 0) }
}

const picked = ({ record, columns }: RowBatch, rows: Uint32Array): RowBatch => ({
  record,
  rows: rows.length,
  columns: columns.map(({ distinct, codes }) => ({ distinct, codes: rows.map((row) => codes[row]!) })),
})

function mapOdd(map: Mapper, { lines, columns }: CellTable, odd: Uint8Array): MappedTable {
  const count = { good: 0, filtered: 0 }
  const bad: BadRow[] = []
  const mapped: MappedRow[] = []
  for (let row = odd.indexOf(1); row >= 0; row = odd.indexOf(1, row + 1)) {
    const result = map(columns.map(({ texts, codes }) => texts[codes[row]!]!))
    if (result.kind === 'bad') {
      bad.push({ line: lines[row]!, code: result.code, column: result.column, message: result.message })
    } else if (result.kind === 'filtered') count.filtered++
    else {
      count.good++
      mapped.push(...result.rows)
    }
  }
  return { ...count, bad, batches: batchesOfRows(mapped) }
}
