import type { pullConnection } from '#ingest/pull/pull.ts'
import type { Source } from '#ingest/source.ts'
import { memoryLake } from '#shared/lake/memory.ts'
import { memorySecrets } from '#shared/secrets/memory.ts'
import { memoryState } from '#shared/state/memory.ts'
import { type CrashMoment, failingStores } from './failing-stores.ts'
import { playedHttp, playedUrl } from './pull-kill-http.ts'
import type { KillPlatform } from './pull-kill-platforms.ts'
import {
  connectionOf,
  contents,
  laterBy,
  type PullPlace,
  personalKey,
  pullOver,
  type Stores,
  tornOrMissing,
} from './pull-kill-run.ts'
import { settableClock } from './sync-project.ts'

/** What is under test: the engine as it stands, or with a bug. */
export interface Planted {
  readonly pull?: typeof pullConnection
  readonly stores?: (stores: Stores) => Stores
  readonly source?: (source: Source) => Source
}

export interface CrashTally {
  /** How often a run was cut off. */
  crashes: number
  readonly wrong: string[]
}

/** Two pulls: of all, and then of what the system has restated and added. */
export const scenarios = ['first', 'again'] as const
export type Scenario = (typeof scenarios)[number]

export interface Round {
  readonly stores: Stores
  readonly place: (runs: number) => PullPlace
  readonly reauthorise: () => Promise<void>
}

/** A fresh world and stores; for `again` with a sound first pull behind them. */
export async function openRound(platform: KillPlatform, scenario: Scenario, source?: Source): Promise<Round> {
  const { setting } = platform
  const world = platform.world()
  const clock = settableClock(setting.now)
  const secrets = memorySecrets({ ...personalKey, ...setting.secrets(playedUrl) })
  const stores = { lake: memoryLake(), state: memoryState(clock), secrets }
  const http = playedHttp(world.answer)
  const place = (runs: number): PullPlace => {
    clock.time = setting.now + laterBy(runs)
    return { setting, url: playedUrl, http, clock, source }
  }
  const reauthorise = async () => {
    for (const [name, value] of Object.entries(world.granted())) await secrets.write(name, value)
  }
  if (scenario === 'again') {
    await pullOver(stores, place(0))
    world.change()
    world.tie?.()
  }
  return { stores, place, reauthorise }
}

async function undisturbed(platform: KillPlatform, scenario: Scenario): Promise<Record<string, string>> {
  const { stores, place } = await openRound(platform, scenario)
  await pullOver(stores, place(1))
  return contents(stores.lake)
}

export interface CrashOptions extends Planted {
  /** Every so many-th operation. */
  readonly step?: number
  /** Sleeps only before operations on objects with this part in their names. */
  readonly only?: string
  /** Ends at the first thing that is wrong. */
  readonly untilWrong?: boolean
}

/** Dies before and after each operation of the stores in turn, runs again, and compares with a run that was left alone. */
export async function crashEverywhere(platform: KillPlatform, options: CrashOptions = {}): Promise<CrashTally> {
  const tally: CrashTally = { crashes: 0, wrong: [] }
  for (const scenario of scenarios) {
    const expected = await undisturbed(platform, scenario)
    for (const moment of ['before', 'after'] as const) {
      let operations = Number.POSITIVE_INFINITY
      for (let at = 0; at < operations; at += options.step ?? 1) {
        const crashed = await crashAt(platform, scenario, { at, moment, ...options })
        if (crashed.ended) operations = at
        else tally.crashes++
        const wrong = difference(expected, crashed.left) ?? crashed.torn[0]
        if (wrong) tally.wrong.push(`${scenario}, ${moment} operation ${at}: ${wrong}`)
        if (wrong && options.untilWrong) return tally
      }
    }
  }
  return tally
}

async function crashAt(
  platform: KillPlatform,
  scenario: Scenario,
  {
    at,
    moment,
    pull,
    stores: spoil = (same) => same,
    source: change = (same) => same,
  }: Planted & {
    readonly at: number
    readonly moment: CrashMoment
  },
) {
  const round = await openRound(platform, scenario, change(platform.setting.source))
  const { lake, state, secrets } = round.stores
  const failing = failingStores(lake, state, at, moment)
  const dying = spoil({ lake: failing.lake, state: failing.state, secrets })
  const ended = await pullOver(dying, round.place(1), { pull }).then(() => true, isCrash)
  const torn = await tornOrMissing(lake, connectionOf(round.place(1)))
  const rest = await runAgain(round, spoil(round.stores), pull)
  return {
    ended: ended && failing.tally.operations <= at,
    torn: rest ? [...torn, rest] : torn,
    left: await contents(lake).catch(() => ({})),
  }
}

/** The next run of the same code; a person authorises again where it says so. Answers what stops it. */
export async function runAgain(round: Round, stores: Stores, pull: Planted['pull']): Promise<string | undefined> {
  for (let runs = 2; runs < 4; runs++) {
    try {
      const { done, summary } = await pullOver(stores, round.place(runs), { pull })
      const problem = summary.files.find((file) => file.problem)?.problem
      return done && !problem ? undefined : `the next run does not end: ${problem?.code} ${problem?.where ?? ''}`
    } catch (error) {
      if ((error as Error).name !== 'ReauthoriseError') return `the next run fails: ${(error as Error).message}`
      await round.reauthorise()
    }
  }
  return 'authorising again does not help'
}

function isCrash(error: unknown): false {
  if (error instanceof Error && /^(answer of )?operation \d+$/.test(error.message)) return false
  throw error
}

/** The first object that is lost, too many or another. */
export function difference(a: Record<string, string>, b: Record<string, string>): string | undefined {
  const key = [...new Set([...Object.keys(a), ...Object.keys(b)])].find((one) => a[one] !== b[one])
  if (key === undefined) return undefined
  return `${!(key in b) ? 'lost' : key in a ? 'other rows in' : 'too many:'} ${key}`
}
