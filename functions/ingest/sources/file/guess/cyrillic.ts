const looked = 1 << 16

/** Quotes, dashes, №, a hard space: Windows has them beside the letters. */
const marks = new Set([0x85, 0x88, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99, 0xa0, 0xab, 0xad, 0xb0, 0xb9, 0xbb])
const yo = new Set([0xa8, 0xb8])

const isAsciiLetter = (byte: number | undefined): boolean =>
  byte !== undefined && /[A-Za-z]/.test(String.fromCharCode(byte))

/**
 * Is it Windows' Cyrillic? In DOS' the small letters stand elsewhere, and in Western Europe's a letter from beyond ASCII
 * stands among ASCII ones. Read wrongly, names of campaigns would not meet those of other sources.
 */
export function isWindowsCyrillic(sample: Buffer): boolean {
  const bytes = sample.subarray(0, looked)
  let letters = 0
  let mixed = 0
  let others = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!
    if (byte < 0x80 || marks.has(byte)) continue
    if (byte < 0xc0 && !yo.has(byte)) others++
    else if (isAsciiLetter(bytes[at - 1]) || isAsciiLetter(bytes[at + 1])) mixed++
    else letters++
  }
  return letters >= mixed + others
}
