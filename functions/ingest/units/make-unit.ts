import { codedConstant } from '#shared/parquet/coded.ts'
import { encodeColumns, recordColumns } from '#shared/parquet/write.ts'
import { records } from '#shared/records/index.ts'
import { type CodedUnit, hashUnit, sortCanonically } from './canonical.ts'

export interface UnitOrder {
  readonly unit: CodedUnit
  /** Epoch ms that the rows get as pulled_at. */
  readonly pulledAt: number
  /** The hash of what stands: the same rows need no file. */
  readonly standing: string | undefined
  readonly dryRun: boolean
}

export interface MadeUnit {
  readonly hash: string
  /** Rows that equal another row in every column. */
  readonly copies: number
  /** The file; undefined where none is needed. */
  readonly bytes: Uint8Array | undefined
}

/** Sorts, hashes and encodes a unit: the part of the work that needs nothing but its rows. */
export function makeUnit({ unit, pulledAt, standing, dryRun }: UnitOrder): MadeUnit {
  const copies = sortCanonically(unit)
  const hash = hashUnit(unit)
  return { hash, copies, bytes: dryRun || hash === standing ? undefined : encode(unit, pulledAt) }
}

function encode(unit: CodedUnit, pulledAt: number): Uint8Array {
  const data = Object.fromEntries(unit.names.map((name, i) => [name, unit.columns[i]!]))
  const pulled_at = codedConstant(pulledAt, unit.rows)
  return encodeColumns(recordColumns(records[unit.record]), { ...data, pulled_at }, unit.rows)
}
