const usual = 8

/**
 * Works on all items, a few at a time; answers in the order of the items. The first failure is thrown once nothing is in
 * work any more, and no further item is begun.
 */
export async function atOnce<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  most: number = usual,
): Promise<R[]> {
  const answers: R[] = Array(items.length)
  const rest = items.entries()
  let failed = false
  const worker = async () => {
    for (const [at, item] of rest) {
      if (failed) return
      answers[at] = await work(item).catch((error: unknown) => {
        failed = true
        throw error
      })
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: Math.min(most, items.length) }, worker))
  for (const one of ended) if (one.status === 'rejected') throw one.reason
  return answers
}
