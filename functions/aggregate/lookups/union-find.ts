/** Disjoint sets over the numbers 0…size-1: near-constant time a step, no recursion. */
export interface Sets {
  find(one: number): number
  join(one: number, other: number): void
}

export function disjointSets(size: number): Sets {
  const parent = Int32Array.from({ length: size }, (_, at) => at)
  const find = (one: number): number => {
    let at = one
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!
      at = parent[at]!
    }
    return at
  }
  return {
    find,
    join(one, other) {
      const a = find(one)
      const b = find(other)
      if (a !== b) parent[Math.max(a, b)] = Math.min(a, b)
    },
  }
}
