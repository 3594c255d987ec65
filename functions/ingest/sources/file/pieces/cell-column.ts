import type { SourceRow } from '#ingest/units/rows.ts'
import { detached } from '../cells.ts'
import { numbersOfScan, type PlainKind } from './number-column.ts'
import type { Scan } from './scan.ts'

/** A column of cells by their texts: row i holds `texts[codes[i]]`. A text may stand there twice. */
export interface CellColumn {
  readonly texts: readonly string[]
  readonly codes: Uint32Array
  /** Each cell as a number, NaN where it is empty; undefined where any is spelled so that only its text can tell. */
  readonly numbers?: (kind: PlainKind) => Float64Array | undefined
}

/** Rows of a file, column by column. */
export interface CellTable {
  readonly rows: number
  /** The first physical line of each row. */
  readonly lines: Uint32Array
  readonly columns: readonly CellColumn[]
}

export function tableOfRows(rows: readonly SourceRow[], width: number): CellTable {
  return {
    rows: rows.length,
    lines: Uint32Array.from(rows, ({ line }) => line),
    columns: Array.from({ length: width }, (_, at) => columnOfRows(rows, at)),
  }
}

function columnOfRows(rows: readonly SourceRow[], at: number): CellColumn {
  const places = new Map<string, number>()
  const codes = new Uint32Array(rows.length)
  for (let i = 0; i < rows.length; i++) {
    const text = rows[i]!.cells[at]!
    const known = places.get(text)
    codes[i] = known ?? places.size
    if (known === undefined) places.set(text, places.size)
  }
  return { texts: Array.from(places.keys(), detached), codes }
}

export function tableOfScan(scan: Scan): CellTable {
  const { rows, lines, width } = scan
  return { rows, lines, columns: Array.from({ length: width }, (_, at) => lazyColumn(scan, at)) }
}

/** Its texts are made when they are asked for: of a column of numbers they mostly aren't. */
function lazyColumn(scan: Scan, at: number): CellColumn {
  let made: CellColumn | undefined
  const whole = () => {
    made ??= columnOfScan(scan, at)
    return made
  }
  return {
    get texts() {
      return whole().texts
    },
    get codes() {
      return whole().codes
    },
    numbers: (kind) => numbersOfScan(scan, at, kind),
  }
}

/** After so many rows it shows whether the texts of a column repeat; looking for them costs more than it saves if not. */
const sample = 4096
const mostDistinct = sample * 0.9

/** Numbers of texts, plus one, by their hashes. Small, to stay near the processor, until there are many texts. */
function slotsFor(hashes: Int32Array, count: number): Int32Array {
  const slots = new Int32Array(Math.max(1 << 11, 4 << (32 - Math.clz32(count))))
  for (let i = 0; i < count; i++) {
    let slot = hashes[i]! & (slots.length - 1)
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1)
    slots[slot] = i + 1
  }
  return slots
}

/** Equal cells are found by their bytes, so that only distinct ones become strings. */
function columnOfScan({ bytes, rows, width, starts, ends, odd }: Scan, at: number): CellColumn {
  const texts: string[] = []
  const codes = new Uint32Array(rows)
  /** Of each text: the cell that it came from, and the hash of its bytes. */
  const origins = new Uint32Array(rows)
  const hashes = new Int32Array(rows)
  let slots = slotsFor(hashes, 0)
  let isRare = false
  for (let row = 0, cell = at; row < rows; row++, cell += width) {
    const start = starts[cell]!
    const length = ends[cell]! - start
    const special = odd.size > 0 ? odd.get(cell) : undefined
    if (row === sample) isRare = texts.length > mostDistinct
    if (isRare || special !== undefined) {
      origins[texts.length] = cell
      codes[row] = texts.push(special ?? bytes.toString('utf8', start, start + length)) - 1
      continue
    }
    if (texts.length * 2 > slots.length) slots = slotsFor(hashes, texts.length)
    const hash = hashOf(bytes, start, length)
    let slot = hash & (slots.length - 1)
    let code = slots[slot]!
    for (; code !== 0; code = slots[slot]!) {
      if (hashes[code - 1] === hash && isSame(bytes, starts, ends, origins[code - 1]!, cell)) break
      slot = (slot + 1) & (slots.length - 1)
    }
    if (code === 0) {
      origins[texts.length] = cell
      hashes[texts.length] = hash
      code = texts.push(bytes.toString('utf8', start, start + length))
      slots[slot] = code
    }
    codes[row] = code - 1
  }
  return { texts, codes }
}

const spread = 0x9e3779b1

/** Four bytes at a time, so that a multiplication doesn't wait for each of them. */
function hashOf(bytes: Buffer, start: number, length: number): number {
  const stop = start + length
  let hash = length
  let at = start
  for (; at + 4 <= stop; at += 4) {
    const word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
    hash = Math.imul(hash ^ word, spread)
    hash ^= hash >>> 15
  }
  for (; at < stop; at++) hash = Math.imul(hash ^ bytes[at]!, spread)
  return hash ^ (hash >>> 15)
}

function isSame(bytes: Buffer, starts: Uint32Array, ends: Uint32Array, a: number, b: number): boolean {
  const [from, other] = [starts[a]!, starts[b]!]
  const length = ends[a]! - from
  if (ends[b]! - other !== length) return false
  for (let i = 0; i < length; i++) if (bytes[from + i] !== bytes[other + i]) return false
  return true
}
