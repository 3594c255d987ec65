import { defineConfig } from 'vitest/config'
import { sqlText } from './bin/sql-text.mjs'

// Wall 4: a real Trino says what each statement means. One server for all suites; needs a JDK and `npm run trino`.
export default defineConfig({
  plugins: [sqlText()],
  test: {
    include: ['test/trino/**/*.trino.ts'],
    globalSetup: 'test/trino/global-setup.ts',
    testTimeout: 120_000,
    maxWorkers: 2,
    maxConcurrency: 4,
  },
})
