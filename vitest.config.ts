import { defineConfig } from 'vitest/config'
import { sqlText } from './bin/sql-text.mjs'
import { isFull } from './test/builders/sample.ts'
import { leftOut } from './test/left-out.ts'

export default defineConfig({
  plugins: [sqlText()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/{torture,end-to-end}/**', 'node_modules/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    globalSetup: 'test/global-setup.ts',
    maxWorkers: 2,
    // To load every module anew for each file is a fifth of the time of a sample; the whole, as in .ci/run, affords it.
    isolate: isFull,
    reporters: ['default', leftOut()],
  },
})
