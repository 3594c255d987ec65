import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

/** The functions' bundles, made of the code that stands here now: once in a run of the tests, whoever asks first. */
export function functionBundles(): string {
  const folder = join(root, 'dist/functions')
  const made = process.env.CONCORD_TEST_RUN && join(process.env.CONCORD_TEST_RUN, 'functions-bundled')
  if (made && existsSync(made)) return folder
  execFileSync(process.execPath, ['bin/build.mjs', 'functions'], { cwd: root, stdio: 'inherit' })
  if (made) writeFileSync(made, '')
  return folder
}
