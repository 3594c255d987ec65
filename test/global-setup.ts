import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Tests of the command line run the bundle, so it must be the code that stands here now. */
export default function setup(): () => void {
  execFileSync(process.execPath, ['bin/build.mjs', 'cli'], { stdio: 'inherit' })
  // What is made once in a run says so here (test/builders/function-bundles.ts); what tests leave behind goes with it.
  const run = mkdtempSync(join(tmpdir(), 'concord-run-'))
  process.env.CONCORD_TEST_RUN = run
  process.env.TMPDIR = run
  return () => rmSync(run, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
}
