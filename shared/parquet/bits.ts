/** Bits that hold every number below `count`. One at least: not all readers take zero. */
export const bitWidth = (count: number): number => Math.max(1, 32 - Math.clz32(Math.max(0, count - 1)))

/** Parquet's varint: 7 bits a byte, lowest first. */
export function varint(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value >>> 0
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80)
    rest >>>= 7
  }
  bytes.push(rest)
  return Uint8Array.from(bytes)
}

/** A run of `count` equal values of the hybrid encoding. `width` is at most 8 here. */
export const repeated = (value: number, count: number): Uint8Array => Uint8Array.from([...varint(count * 2), value])

/** All values as one bit-packed run of the hybrid encoding, filled up to whole groups of eight. */
export function packed(values: ArrayLike<number>, width: number): Uint8Array {
  const groups = Math.ceil(values.length / 8)
  const header = varint(groups * 2 + 1)
  const bytes = new Uint8Array(header.length + groups * width)
  bytes.set(header)
  let at = header.length
  let held = 0
  let bits = 0
  for (let i = 0; i < values.length; i++) {
    held |= values[i]! << bits
    bits += width
    while (bits >= 8) {
      bytes[at++] = held
      held >>>= 8
      bits -= 8
    }
  }
  if (bits > 0) bytes[at] = held
  return bytes
}
