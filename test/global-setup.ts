import { execFileSync } from 'node:child_process'

/** Tests of the command line run the bundle, so it must be the code that stands here now. */
export default function setup(): void {
  execFileSync(process.execPath, ['bin/build.mjs', 'cli'], { stdio: 'inherit' })
}
