/** A column by its distinct values: code 0 is null, code n is `distinct[n - 1]`. Cheap to sort, hash and hand to a thread. */
export interface Coded {
  readonly distinct: readonly unknown[]
  readonly codes: Uint32Array
}

export const isCoded = (column: readonly unknown[] | Coded): column is Coded => 'codes' in column

/** How a value stands in `distinct`: a bigint as a number wherever that is exact, which is far cheaper. */
export const compact = (value: unknown): unknown =>
  typeof value === 'bigint' && value <= mostExact && value >= -mostExact ? Number(value) : value

const mostExact = BigInt(Number.MAX_SAFE_INTEGER)

export function codedOf(values: readonly unknown[]): Coded {
  const places = new Map<unknown, number>()
  const codes = new Uint32Array(values.length)
  let last: unknown = null
  let code = 0
  for (let i = 0; i < values.length; i++) {
    const value = compact(values[i] ?? null)
    // Equal values often follow each other; === is cheaper than a look-up.
    if (value !== last) {
      last = value
      code = value === null ? 0 : (places.get(value) ?? places.size + 1)
      if (code > places.size) places.set(value, code)
    }
    codes[i] = code
  }
  return { distinct: [...places.keys()], codes }
}

/** The same value in every row. */
export const codedConstant = (value: unknown, rows: number): Coded => ({
  distinct: [value],
  codes: new Uint32Array(rows).fill(1),
})

const spread = 0x9e3779b1

/** The same of numbers alone, several times faster; NaN is null. */
export function codedNumbers(numbers: Float64Array): Coded {
  const codes = new Uint32Array(numbers.length)
  const places = new Uint32Array(2 << (32 - Math.clz32(numbers.length)))
  const mask = places.length - 1
  const distinct: number[] = []
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i]!
    if (Number.isNaN(number)) continue
    const hash = Math.imul(number | 0, spread)
    let place = (hash ^ (hash >>> 15)) & mask
    let code = places[place]!
    for (; code !== 0 && distinct[code - 1] !== number; code = places[place]!) place = (place + 1) & mask
    if (code === 0) {
      code = distinct.push(number)
      places[place] = code
    }
    codes[i] = code
  }
  return { distinct, codes }
}
