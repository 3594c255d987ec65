const plain = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/
const wideSpaces = /[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\t\n\v\f\r\u0085]/g
const unseen = /[\p{Cc}\u200b\u2060\ufeff]/gu

/** A cell as a text value: control characters out, all kinds of space as a space, NFC, trimmed. Empty is ''. */
export function cleanText(cell: string): string {
  if (cell === '' || plain.test(cell)) return cell
  return cell.replace(wideSpaces, ' ').replace(unseen, '').trim().normalize('NFC')
}

const cacheSize = 1 << 14

/**
 * Remembers results for cells that repeat (campaigns, days); also makes equal values one string in memory. Stops where
 * they hardly do (ids, addresses of pages): there the memory costs more than it saves. `areSlices`: the cells would keep a
 * large piece of the file in memory.
 */
export function remembered<T>(make: (cell: string) => T, areSlices: boolean): (cell: string) => T {
  const ownOf = areSlices ? detached : (cell: string) => cell
  const known = new Map<string, T>()
  let hits = 0
  let isRare = false
  return (cell) => {
    if (isRare) return make(ownOf(cell))
    const found = known.get(cell)
    if (found !== undefined) {
      hits++
      return found
    }
    const own = ownOf(cell)
    const made = make(own)
    if (known.size >= cacheSize) {
      isRare = hits < cacheSize
      hits = 0
      known.clear()
    }
    known.set(own, made)
    return made
  }
}

/** The same text without the one that it is a slice of. */
export const detached = (cell: string): string =>
  cell.length < 13 ? cell : Buffer.from(cell, 'utf16le').toString('utf16le')
