/** `npm test` takes a sample of what is long; with CONCORD_TESTS=full, as in .ci/run, nothing is left out. */
export const isFull = process.env.CONCORD_TESTS === 'full'

/** Stands in the title of a test that a sample leaves out. */
export const notInSample = 'left out of the sample: CONCORD_TESTS=full npm test'

/** Every so many-th, beginning where the name says, so that several suites together take all of them. */
export function sampleOf<T>(all: readonly T[], name: string, every: number): ReadonlySet<T> {
  const from = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0)
  return new Set(isFull ? all : all.filter((_, at) => (at + from) % every === 0))
}
