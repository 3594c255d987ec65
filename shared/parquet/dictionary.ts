/** Distinct values in order of first appearance, and for each value which one it is. */
export interface Dictionary {
  readonly distinct: readonly unknown[]
  readonly indexes: Uint32Array
}

const sample = 4096

/** Texts and dates that repeat: undefined where half of them or more differ, for which a dictionary doesn't pay. */
export function dictionaryOf(values: readonly unknown[]): Dictionary | undefined {
  const most = Math.ceil(values.length / 2)
  const places = new Map<unknown, number>()
  const indexes = new Uint32Array(values.length)
  let last: unknown
  let lastPlace = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    // Rows are sorted, so that the same value often follows itself; === of two equal strings is cheaper than a look-up.
    if (i === 0 || value !== last) {
      last = value
      const known = places.get(value)
      lastPlace = known ?? places.size
      if (known === undefined) {
        if (places.size >= most || (i === sample && places.size > sample * 0.8)) return undefined
        places.set(value, lastPlace)
      }
    }
    indexes[i] = lastPlace
  }
  return { distinct: [...places.keys()], indexes }
}

/** A column that says the same in every row, as many do in the file of one day. */
export function constantOf(values: readonly unknown[]): Dictionary | undefined {
  const first = values[0]
  for (let i = 1; i < values.length; i++) if (!Object.is(values[i], first)) return undefined
  return values.length > 1 ? { distinct: [first], indexes: new Uint32Array(values.length) } : undefined
}
