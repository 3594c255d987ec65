/** The candidate most like `word`, when it is near enough to be what was meant. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined
  let bestDistance = Math.max(2, Math.ceil(word.length * 0.4)) + 1
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase())
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

function editDistance(left: string, right: string): number {
  if (left.length > 200 || right.length > 200) return left === right ? 0 : 200
  let previous = Array.from({ length: right.length + 1 }, (_, at) => at)
  for (let row = 1; row <= left.length; row++) {
    const current = [row]
    for (let at = 1; at <= right.length; at++) {
      const replaced = previous[at - 1]! + (left[row - 1] === right[at - 1] ? 0 : 1)
      current.push(Math.min(replaced, previous[at]! + 1, current[at - 1]! + 1))
    }
    previous = current
  }
  return previous[right.length]!
}
