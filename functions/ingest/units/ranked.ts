import type { Coded } from '#shared/parquet/coded.ts'

/** Codes in the order of the values: they compare as the values do, and equal columns have equal codes. */
export function ranked(column: Coded): Coded {
  const { distinct, codes } = column
  if (isAscending(distinct)) return column
  const ranks = distinct.every((value) => typeof value === 'number') ? ranksOfNumbers(distinct) : ranksOf(distinct)
  const sorted: unknown[] = Array(distinct.length)
  for (let i = 0; i < distinct.length; i++) sorted[ranks[i + 1]! - 1] = distinct[i]
  return { distinct: sorted, codes: picked(ranks, codes) }
}

/** For each place the value that stands there; typed arrays' own `map` is far slower. */
export function picked(values: Uint32Array, places: Uint32Array): Uint32Array {
  const found = new Uint32Array(places.length)
  for (let i = 0; i < places.length; i++) found[i] = values[places[i]!]!
  return found
}

/** All of one kind: texts, numbers with or without bigints, booleans. */
type Values = readonly (number | string)[]

function isAscending(distinct: readonly unknown[]): boolean {
  const values = distinct as Values
  for (let i = 1; i < values.length; i++) if (!(values[i - 1]! < values[i]!)) return false
  return true
}

/** For each code its rank; of null, which is 0, too. Texts stand by their UTF-16 units. */
function ranksOf(distinct: readonly unknown[]): Uint32Array {
  const values = distinct as Values
  const order = Uint32Array.from(values.keys()).sort((a, b) => (values[a]! < values[b]! ? -1 : 1))
  const ranks = new Uint32Array(values.length + 1)
  for (let rank = 0; rank < order.length; rank++) ranks[order[rank]! + 1] = rank + 1
  return ranks
}

/** Numbers sort several times faster without a comparison; then each looks for its place. */
function ranksOfNumbers(numbers: readonly number[]): Uint32Array {
  const sorted = Float64Array.from(numbers).sort()
  const ranks = new Uint32Array(numbers.length + 1)
  for (let i = 0; i < numbers.length; i++) ranks[i + 1] = placeIn(sorted, numbers[i]!) + 1
  return ranks
}

function placeIn(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
