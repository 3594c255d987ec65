import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { leastStart } from '#test/builders/start-cost.ts'

const concord = join(resolve(import.meta.dirname, '..'), 'dist', 'concord.mjs')

// Beyond Node's own start, in processor time: how busy the machine is must not decide.
test.each([['--version'], ['--help'], ['sync --help']])(
  'concord %s begins within 150 ms',
  { timeout: 60_000 },
  (words) => {
    expect(leastStart(concord, 150, words.split(' ')).cpu).toBeLessThan(150)
  },
)
