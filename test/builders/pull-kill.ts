import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { aimAt, openKills } from './pull-kill-bench.ts'
import { scenarios } from './pull-kill-crash.ts'
import type { KillPlatform } from './pull-kill-platforms.ts'
import { pullHere } from './pull-kill-prepare.ts'

export interface KillOptions {
  readonly kills: number
  /** 0 to 1. */
  readonly random: () => number
  readonly plant?: string
  readonly untilWrong?: boolean
}

export interface KillTally {
  kills: number
  /** Kills that came after the first write and before the end. */
  midway: number
  readonly wrong: string[]
}

/** Kills pulls at random moments, runs each again, and compares with a pull that was left alone. */
export async function killPulls(name: string, platform: KillPlatform, options: KillOptions): Promise<KillTally> {
  const { plant = '', random, kills } = options
  const tally: KillTally = { kills: 0, midway: 0, wrong: [] }
  const folder = mkdtempSync(join(tmpdir(), 'concord-pull-kills-'))
  const base = join(folder, 'base')
  mkdirSync(base)
  const bench = await openKills(name, platform, folder, plant)
  try {
    const first = await bench.prepared('first')
    cpSync(first.root, base, { recursive: true })
    await pullHere(platform, { ...first, root: base })
    const calm = { first: await bench.calm('first'), again: await bench.calm('again') }
    while (tally.kills < kills && !(options.untilWrong && tally.wrong.length > 0)) {
      const scenario = scenarios[tally.kills++ % 2]!
      const aim = aimAt(calm[scenario], random)
      const { left, wrong } = await bench.round(scenario, aim, calm[scenario].expected)
      if (left) tally.midway++
      const place = `${scenario}, killed ${aim.afterMs.toFixed(1)} ms after request ${aim.request}`
      if (wrong) tally.wrong.push(`${place}: ${wrong}`)
    }
  } finally {
    await bench.server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return tally
}

/** Puts pulls to sleep at random moments, lets a later pull go from begin to end, and wakes them up. */
export async function overtakePulls(name: string, platform: KillPlatform, options: KillOptions): Promise<KillTally> {
  const tally: KillTally = { kills: 0, midway: 0, wrong: [] }
  const folder = mkdtempSync(join(tmpdir(), 'concord-pull-naps-'))
  const base = join(folder, 'base')
  mkdirSync(base)
  const bench = await openKills(name, platform, folder, options.plant ?? '')
  try {
    const first = await bench.prepared('first')
    cpSync(first.root, base, { recursive: true })
    await pullHere(platform, { ...first, root: base })
    const { spanMs } = await bench.calm('again')
    while (tally.kills < options.kills && !(options.untilWrong && tally.wrong.length > 0)) {
      tally.kills++
      const afterMs = options.random() * spanMs
      const wrong = await bench.overtake(afterMs)
      if (wrong) tally.wrong.push(`asleep after ${afterMs.toFixed(1)} ms: ${wrong}`)
    }
  } finally {
    await bench.server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return tally
}
