/** A seeded stream of pseudo-random numbers (mulberry32): the same seed and name give the same company, on every machine. */
export interface Random {
  /** In [0, 1) */
  next(): number
  /** Whole number, both ends included */
  between(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(values: readonly T[]): T
  weighted<T>(values: readonly (readonly [T, number])[]): T
  shuffle<T>(values: readonly T[]): T[]
}

/** Each part of the company has a stream of its own, so that a change to one part doesn't move the others. */
export function randomOf(seed: number, name: string): Random {
  const next = mulberry32(seed ^ hashOf(name))
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (values) => values[between(0, values.length - 1)]!,
    weighted: (values) => weightedPick(values, next()),
    shuffle: (values) => shuffled(values, between),
  }
}

function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

function hashOf(name: string): number {
  let hash = 2166136261
  for (const letter of name) hash = Math.imul(hash ^ letter.codePointAt(0)!, 16777619)
  return hash
}

function weightedPick<T>(values: readonly (readonly [T, number])[], at: number): T {
  const total = values.reduce((sum, [, weight]) => sum + weight, 0)
  let left = at * total
  for (const [value, weight] of values) {
    left -= weight
    if (left < 0) return value
  }
  return values.at(-1)![0]
}

function shuffled<T>(values: readonly T[], between: (low: number, high: number) => number): T[] {
  const result = [...values]
  for (let last = result.length - 1; last > 0; last--) {
    const other = between(0, last)
    const kept = result[last]!
    result[last] = result[other]!
    result[other] = kept
  }
  return result
}
