import { execFileSync } from 'node:child_process'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../../..')

/** The functions' bundles, made of the code that stands here now; or those in CONCORD_DIST, which somebody made before. */
export function bundles(): string {
  if (process.env.CONCORD_DIST) return process.env.CONCORD_DIST
  execFileSync(process.execPath, ['bin/build.mjs', 'functions'], { cwd: root })
  return join(root, 'dist/functions')
}
