import type { CellTable } from './cell-column.ts'
import type { Scan } from './scan.ts'

/** Says on which physical line the next row stood. */
export const lineMark = (line: number): string => `{"line":${line}}\n`

/** The rows as JSON arrays, one on a line; `lineMark` wherever lines were left out between two of them. */
export function tableJson({ rows, lines, columns }: CellTable): Buffer {
  const quoted = columns.map(({ texts }) => texts.map((text) => JSON.stringify(text)))
  const parts: string[] = []
  for (let row = 0; row < rows; row++) {
    if (isGap(lines, row)) parts.push(lineMark(lines[row]!))
    let text = '['
    for (let at = 0; at < columns.length; at++) {
      if (at > 0) text += ','
      text += quoted[at]![columns[at]!.codes[row]!]!
    }
    parts.push(text, ']\n')
  }
  return Buffer.from(parts.join(''))
}

const isGap = (lines: Uint32Array, row: number): boolean => row > 0 && lines[row] !== lines[row - 1]! + 1

const [comma, quote, open, close, newline] = [44, 34, 91, 93, 10]

/** The same straight from the bytes. */
export function scanJson(scan: Scan): Buffer {
  const { bytes, rows, width, lines, starts, ends, odd } = scan
  const target = Buffer.allocUnsafe(sizeOf(scan))
  let at = 0
  for (let row = 0, cell = 0; row < rows; row++) {
    if (isGap(lines, row)) at += target.write(lineMark(lines[row]!), at)
    target[at++] = open
    for (const stop = cell + width; cell < stop; cell++) {
      const text = odd.size > 0 ? odd.get(cell) : undefined
      if (text === undefined) {
        target[at++] = quote
        const end = ends[cell]!
        for (let from = starts[cell]!; from < end; from++) target[at++] = bytes[from]!
        target[at++] = quote
      } else at += target.write(JSON.stringify(text), at)
      target[at++] = comma
    }
    target[at - 1] = close
    target[at++] = newline
  }
  return target.subarray(0, at)
}

/** Room enough for all of it. */
function sizeOf({ bytes, rows, width, lines, odd }: Scan): number {
  let size = bytes.length + rows * (width * 3 + 3)
  for (const text of odd.values()) size += text.length * 6
  for (let row = 0; row < rows; row++) if (isGap(lines, row)) size += lineMark(lines[row]!).length
  return size
}
