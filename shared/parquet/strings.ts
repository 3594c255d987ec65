/** Strings as length (4 bytes) and UTF-8, one after the other. Lone surrogates become U+FFFD. */
export function plainText(values: readonly string[]): Uint8Array {
  let most = 0
  for (const value of values) most += 4 + value.length * 3
  const target = Buffer.allocUnsafe(most)
  let at = 0
  for (const value of values) {
    const end = putText(target, at + 4, value)
    target.writeUInt32LE(end - at - 4, at)
    at = end
  }
  return target.subarray(0, at)
}

/** Longer strings are worth the call into native code. */
const short = 48

/** Writes at `at`, answers where it ended. */
function putText(target: Buffer, at: number, text: string): number {
  if (text.length > short) return at + target.write(text, at)
  let end = at
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) {
      target[end++] = unit
    } else if (unit < 0x800) {
      target[end++] = 0xc0 | (unit >> 6)
      target[end++] = 0x80 | (unit & 0x3f)
    } else {
      return at + target.write(text, at)
    }
  }
  return end
}
