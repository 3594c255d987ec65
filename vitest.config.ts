import { defineConfig } from 'vitest/config'
import { sqlText } from './bin/sql-text.mjs'

export default defineConfig({
  plugins: [sqlText()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/torture/**', 'test/end-to-end/{crashes,rights,troubles}.test.ts', 'node_modules/**'],
    testTimeout: 30_000,
    globalSetup: 'test/global-setup.ts',
    maxWorkers: 2,
  },
})
