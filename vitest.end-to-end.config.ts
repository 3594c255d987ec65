import { defineConfig } from 'vitest/config'
import { sqlText } from './bin/sql-text.mjs'

// A company on Athena, and nights of the template in moto: whole, with faults at every call, rights taken away, sources that fail.
export default defineConfig({
  plugins: [sqlText()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['test/end-to-end/*.test.ts'],
    globalSetup: 'test/global-setup.ts',
    testTimeout: 900_000,
    maxWorkers: 1,
  },
})
