import type { QuarantineCode } from '#ingest/units/rows.ts'

const maxBytes = 512 * 1024 * 1024
const suspiciousBytes = 64 * 1024 * 1024
const maxRatio = 200

/**
 * Adds up what the zip says its entries will take. The XLSX reader holds each entry to what it declares, so this bounds
 * memory; an entry that declares nothing but holds something is refused.
 */
export function zipProblem(bytes: Uint8Array): QuarantineCode | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endRecord(view)
  if (end === undefined) return 'NOT_A_TABLE'
  let at = view.getUint32(end + 16, true)
  let total = 0
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50) return 'NOT_A_TABLE'
    const packed = view.getUint32(at + 20, true)
    const size = view.getUint32(at + 24, true)
    if ((size === 0 && packed > 2) || size === 0xffffffff) return 'TOO_LARGE'
    total += size
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  const isBomb = total > suspiciousBytes && total > bytes.byteLength * maxRatio
  return total > maxBytes || isBomb ? 'TOO_LARGE' : undefined
}

function endRecord(view: DataView): number | undefined {
  const lowest = Math.max(0, view.byteLength - 22 - 65_535)
  for (let at = view.byteLength - 22; at >= lowest; at--) if (view.getUint32(at, true) === 0x06054b50) return at
  return undefined
}
