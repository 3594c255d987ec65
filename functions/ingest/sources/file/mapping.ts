import type { MappedRow, Mapper, MapResult } from '#ingest/units/rows.ts'
import type { Problem } from '#shared/errors.ts'
import type { FileConnection } from './connection.ts'
import type { Compiler } from './expressions.ts'
import { compileFilters } from './filters.ts'
import { columnPositions } from './positions.ts'
import { compileRecord } from './record-mapping.ts'

export interface MappingOptions {
  /** Cells come from raw: personal ones are already hashed. Never set for a file from outside. */
  readonly raw?: boolean
  /** Each cell is a text of its own, not a slice of the file. */
  readonly own?: boolean
}

/**
 * Makes the function that turns the cells of a row into record rows. A row is taken whole or not at all: when one of
 * its records can't be read, the row is bad. A Problem when the header lacks a column.
 */
export function compileMapping(
  connection: FileConnection,
  header: readonly string[],
  hashKey: Uint8Array,
  options: MappingOptions = {},
): Mapper | Problem {
  const positions = columnPositions(connection, header)
  if (typeof positions !== 'function') return positions
  const compiler = compilerOf(connection, positions, hashKey, options)
  const isWanted = compileFilters(connection.where, positions)
  const records = connection.records.map((mapping) => compileRecord(mapping, compiler))
  return (cells): MapResult => {
    if (isWanted && !isWanted(cells)) return filtered
    const rows: MappedRow[] = []
    for (const record of records) {
      const bad = record(cells, rows)
      if (bad) return bad
    }
    return rows.length > 0 ? { kind: 'good', rows } : filtered
  }
}

export function compilerOf(
  connection: FileConnection,
  position: (column: string) => number,
  hashKey: Uint8Array,
  { raw = false, own = false }: MappingOptions,
): Compiler {
  return {
    connection,
    trace: { failure: undefined, currency: undefined },
    hashKey,
    raw,
    position,
    rules: {
      decimal: connection.decimal,
      dates: connection.dates,
      zone: connection.time_zone,
      typed: connection.format.type === 'xlsx' || connection.format.type === 'jsonl',
      serialDates: connection.format.type === 'xlsx',
      trim: true,
      slices: !own,
    },
  }
}

const filtered: MapResult = { kind: 'filtered' }
