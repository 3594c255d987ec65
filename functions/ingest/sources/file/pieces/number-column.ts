import type { Scan } from './scan.ts'

/** Whole numbers as they are, or amounts in micros. */
export type PlainKind = 'int' | 'money'

const minus = 45
const point = 46
const zero = 48
const micros = [1e6, 1e5, 1e4, 1e3, 1e2, 10, 1]

/**
 * A column of nothing but plain numbers (`1234`, amounts also `-12.50`) and empty cells, which are NaN, straight from its
 * bytes. Undefined where any cell is spelled otherwise: then each has to be read as text. What is taken here is read there
 * to the same value: up to nine digits before the point, not three behind it, which could be thousands.
 */
export function numbersOfScan(scan: Scan, at: number, kind: PlainKind): Float64Array | undefined {
  const { bytes, rows, width, starts, ends, odd } = scan
  const numbers = new Float64Array(rows)
  for (let row = 0, cell = at; row < rows; row++, cell += width) {
    if (odd.size > 0 && odd.has(cell)) return undefined
    const from = starts[cell]!
    const to = ends[cell]!
    if (from === to) {
      numbers[row] = Number.NaN
      continue
    }
    const number = kind === 'int' ? wholeAt(bytes, from, to) : microsAt(bytes, from, to)
    if (number === undefined) return undefined
    numbers[row] = number
  }
  return numbers
}

const mostDigits = 9

function wholeAt(bytes: Buffer, from: number, to: number): number | undefined {
  if (to - from > mostDigits) return undefined
  let value = 0
  for (let at = from; at < to; at++) {
    const digit = bytes[at]! - zero
    if (digit < 0 || digit > 9) return undefined
    value = value * 10 + digit
  }
  return value
}

function microsAt(bytes: Buffer, from: number, to: number): number | undefined {
  const isNegative = bytes[from] === minus
  const start = isNegative ? from + 1 : from
  let value = 0
  let mark = -1
  for (let at = start; at < to; at++) {
    const byte = bytes[at]!
    const digit = byte - zero
    if (digit >= 0 && digit <= 9) value = value * 10 + digit
    else if (byte === point && mark < 0 && at > start) mark = at
    else return undefined
  }
  const whole = (mark < 0 ? to : mark) - start
  const fraction = mark < 0 ? 0 : to - mark - 1
  if (whole === 0 || whole > mostDigits || fraction === 3 || fraction > 6 || mark === to - 1) return undefined
  const amount = Math.round(value * micros[fraction]!)
  // Never minus zero.
  return isNegative && amount !== 0 ? -amount : amount
}
