import { defineConfig } from 'vitest/config'
import { sqlText } from './bin/sql-text.mjs'

// The longest tests: full kill, shuffle and fuzz counts. Figures go to docs/RELIABILITY.md.
export default defineConfig({
  plugins: [sqlText()],
  test: { include: ['test/torture/**/*.test.ts'], globalSetup: 'test/global-setup.ts', testTimeout: 3_600_000 },
})
