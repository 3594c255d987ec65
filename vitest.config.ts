import { defineConfig } from 'vitest/config'
import { sqlText } from './bin/sql-text.mjs'
import { leftOut } from './test/left-out.ts'

export default defineConfig({
  plugins: [sqlText()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/torture/**', 'test/end-to-end/{crashes,rights,troubles}.test.ts', 'node_modules/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    globalSetup: 'test/global-setup.ts',
    maxWorkers: 2,
    reporters: ['default', leftOut()],
  },
})
