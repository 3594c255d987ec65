import { cp, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { writeCompany } from '../builders/companies.ts'
import { publishedHashes, runAndKill } from '../builders/kill-runs.ts'
import { concord } from '../builders/run-cli.ts'

const kills = Number(process.env.TORTURE_KILLS ?? 50)

/** A number in [0, 1) that depends on the round alone, so that a failure can be run again. */
const share = (round: number) => (Math.sin(round * 12.9898) * 43758.5453) % 1

it(`sync and build killed ${kills} times publish the same bytes as an undisturbed run`, {
  timeout: 3_600_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'concord-kills-'))
  const calm = join(folder, 'calm')
  const shaken = join(folder, 'shaken')
  await writeCompany(calm, 'leads only')
  await writeCompany(calm, 'spend only')
  await cp(calm, shaken, { recursive: true })
  const started = performance.now()
  expect((await concord(['run', '--project', calm])).code).toBe(0)
  const whole = performance.now() - started

  let killed = 0
  let ended = 0
  for (let round = 0; killed < kills; round++) {
    const run = await runAndKill('run', shaken, Math.abs(share(round)) * whole)
    killed += run.killed ? 1 : 0
    ended += run.code === 0 ? 1 : 0
    // A run that came to its end leaves nothing to do for the next; begin anew.
    if (run.code === 0) await concord(['forget', round % 2 ? 'crm' : 'direct', '--yes', '--project', shaken])
  }
  const last = await concord(['run', '--project', shaken])
  expect(last.code, last.stderr).toBe(0)
  expect(await publishedHashes(shaken)).toEqual(await publishedHashes(calm))
  console.log(`${killed} kills, ${ended} whole runs, one run takes ${Math.round(whole)} ms`)
})
