import { isUtf8 } from 'node:buffer'
import { cellLimit } from '../csv.ts'

/** Where the cells of some rows of CSV stand in its bytes, row after row. */
export interface Scan {
  readonly bytes: Buffer
  readonly rows: number
  readonly width: number
  /** The first physical line of each row. */
  readonly lines: Uint32Array
  readonly starts: Uint32Array
  readonly ends: Uint32Array
  /** Cells that JSON or CSV spell otherwise (quotes, backslashes, control characters), by their place. */
  readonly odd: ReadonlyMap<number, string>
  /** The physical line behind the last row. */
  readonly nextLine: number
}

const tab = 9
const newline = 10
const carriageReturn = 13
const space = 32
const quote = 34
const backslash = 92

/** Can this character be looked for byte by byte? */
export const isScannable = (delimiter: string): boolean => {
  const code = delimiter.charCodeAt(0)
  return code === tab || (code >= space && code < 0x7f && code !== quote)
}

/**
 * Splits whole rows of UTF-8 as `splitPiece` would, without making a string of each cell: several times faster. Undefined
 * where anything is wrong with a row, or may be: then the slow way has to tell what.
 */
export function scanCsv(bytes: Buffer, delimiter: string, width: number, firstLine: number): Scan | undefined {
  if (bytes.at(-1) !== newline || bytes.includes(0) || !isUtf8(bytes)) return undefined
  const separator = delimiter.charCodeAt(0)
  const isInert = inertBytes(separator)
  const most = countOf(bytes, newline)
  const lines = new Uint32Array(most)
  const starts = new Uint32Array(most * width)
  const ends = new Uint32Array(most * width)
  const odd = new Map<number, string>()
  let line = firstLine
  let rows = 0
  let cell = 0
  for (let at = 0; at < bytes.length; ) {
    const first = cell
    const stop = first + width
    lines[rows] = line
    let end = separator
    while (end === separator) {
      if (cell === stop) return undefined
      let isOdd = false
      if (bytes[at] === quote) {
        starts[cell] = ++at
        for (;;) {
          while (isInert[bytes[at]!] === 1) at++
          const byte = bytes[at]!
          if (byte === quote && bytes[at + 1] !== quote) break
          if (at === bytes.length - 1) return undefined
          if (byte === newline) line++
          isOdd ||= byte !== separator
          at += byte === quote ? 2 : 1
        }
        ends[cell] = at++
        if (bytes[at] === carriageReturn && bytes[at + 1] === newline) at++
      } else {
        starts[cell] = at
        for (;;) {
          while (isInert[bytes[at]!] === 1) at++
          const byte = bytes[at]!
          if (byte === separator || byte === newline) break
          if (byte === carriageReturn && bytes[at + 1] === newline) break
          isOdd ||= byte < space || byte === quote || byte === backslash
          at++
        }
        ends[cell] = at
        if (bytes[at] === carriageReturn) at++
      }
      end = bytes[at++]!
      if (end !== separator && end !== newline) return undefined
      if (isOdd) odd.set(cell, oddText(bytes, starts[cell]!, ends[cell]!))
      cell++
    }
    line++
    if (at - starts[first]! > cellLimit) return undefined
    if (isBlank(bytes, starts, ends, first, cell)) cell = first
    else if (cell === stop) rows++
    else return undefined
  }
  return { bytes, rows, width, lines: lines.subarray(0, rows), starts, ends, odd, nextLine: line }
}

function countOf(bytes: Buffer, byte: number): number {
  let count = 0
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) count++
  return count
}

/** 1 for each byte that neither CSV nor JSON cares about. */
function inertBytes(separator: number): Uint8Array {
  const inert = new Uint8Array(256).fill(1, space)
  for (const byte of [separator, quote, backslash]) inert[byte] = 0
  return inert
}

function oddText(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('utf8', start, end)
  return bytes[start - 1] === quote ? text.replaceAll('""', '"') : text
}

/** First bytes of all kinds of white space in UTF-8. */
const spaceStarts = new Set([0xc2, 0xe1, 0xe2, 0xe3, 0xef])

function isBlank(bytes: Buffer, starts: Uint32Array, ends: Uint32Array, from: number, to: number): boolean {
  for (let cell = from; cell < to; cell++) {
    const [start, end] = [starts[cell]!, ends[cell]!]
    if (start === end) continue
    const byte = bytes[start]!
    if (byte > space && !spaceStarts.has(byte)) return false
    if (bytes.toString('utf8', start, end).trim() !== '') return false
  }
  return true
}
