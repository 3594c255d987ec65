/** Some text of a raw object, or rows as JSON of all of them, still to be put one on a line. */
export type RawPiece = string | { readonly json: string; readonly rows: number }

export const memberSize = 1 << 20

export const rawBytes = (pieces: readonly RawPiece[]): Uint8Array =>
  Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : jsonLines(piece))))

const border = '"],["'

/** One array per line: of each border the comma becomes a line break. Only a cell `],[` could be mistaken for one. */
function jsonLines({ json, rows }: Exclude<RawPiece, string>): Uint8Array {
  const bytes = Buffer.from(json)
  let borders = 0
  for (let at = bytes.indexOf(border); at >= 0; at = bytes.indexOf(border, at + border.length - 1)) {
    bytes[at + 2] = 10
    borders++
  }
  if (borders !== rows - 1)
    return Buffer.from((JSON.parse(json) as unknown[]).map((cells) => `${JSON.stringify(cells)}\n`).join(''))
  bytes[bytes.length - 1] = 10
  return bytes.subarray(1)
}
