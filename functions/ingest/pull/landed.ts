import type { LandedPage } from './progress.ts'

/** As much of an answer's hash as stands in its raw key. */
const hashIn = (key: string): string | undefined => /-([0-9a-f]{12})\.[^/]*$/.exec(key)?.[1]

/** Tells whether one of these pages has landed with this hash; the pages of a slice only grow, until another begins. */
export function landedBefore(): (pages: readonly LandedPage[], hash: string) => boolean {
  let first: LandedPage | undefined
  let counted = 0
  const hashes = new Set<string | undefined>()
  return (pages, hash) => {
    if (pages[0] !== first || pages.length < counted) {
      hashes.clear()
      counted = 0
      first = pages[0]
    }
    for (; counted < pages.length; counted++) hashes.add(hashIn(pages[counted]!.key))
    return hashes.has(hash.slice(0, 12))
  }
}
