import { expect } from 'vitest'
import { type BuildManifest, putAnew, readCurrent } from '#aggregate/current.ts'
import { publish } from '#aggregate/publish.ts'
import { etagOf } from '#shared/lake/etag.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { keys } from '#shared/names.ts'
import type { Fence, State } from '#shared/state/state.ts'
import { Crash, failingStores } from '#test/builders/failing-stores.ts'
import type { TestClock } from './state.ts'

export interface Stores {
  readonly lake: Lake
  readonly state: State
  readonly clock: TestClock
}

const leaseMs = 1_000
const models = ['fct_a', 'fct_b', 'fct_c']
const turn = () => new Promise(setImmediate)

/** A build's objects say which build they are of, so that a reader can see a mixture. */
const contentOf = (build: string, model: string) => new TextEncoder().encode(`${build} ${model} `.repeat(50))
const buildOf = (number: number) => `b${String(number).padStart(6, '0')}`

const manifestOf = (build: string): BuildManifest => ({
  build,
  as_of: '2026-10-01',
  agreement: 'a',
  models: Object.fromEntries(
    models.map((model) => [model, { key: keys.build(build, model), sha256: etagOf(contentOf(build, model)), rows: 1 }]),
  ),
  checks: [],
})

async function claimed(state: State, owner: string): Promise<Fence | undefined> {
  const claim = await state.claim('project', owner, leaseMs)
  return claim.held ? claim.fence : undefined
}

/** Writes one build and publishes it, on stores that may die at any operation; true: it got to the end. */
async function publishOnce({ lake, state, clock }: Stores, number: number, diesAt: number): Promise<boolean> {
  clock.advance(leaseMs)
  const fence = await claimed(state, `publisher ${number}`)
  const moment = number % 2 === 0 ? 'before' : 'after'
  const failing = failingStores(lake, state, diesAt, moment)
  const build = buildOf(number)
  try {
    for (const model of models) await putAnew(failing.lake, keys.build(build, model), contentOf(build, model))
    await publish(failing, manifestOf(build), fence)
    return true
  } catch (error) {
    if (error instanceof Crash) return false
    throw error
  }
}

export interface Read {
  /** Reads that saw a build whole. */
  whole: number
  /** What a reader must never see, in words. */
  readonly faults: string[]
}

/** One look as a report takes it: the pointer, then everything that it names. */
async function look(lake: Lake, last: string, read: Read): Promise<string> {
  const current = (await readCurrent(lake))?.manifest
  if (!current) return last
  if (current.build < last) read.faults.push(`${current.build} after ${last}`)
  for (const [model, { key, sha256 }] of Object.entries(current.models)) {
    const bytes = (await lake.get(String(key)))?.bytes
    if (bytes && etagOf(bytes) === sha256) continue
    // Seven builds are kept: a reader that was slower than that looks at the pointer again.
    const moved = (await readCurrent(lake))?.manifest.build !== current.build
    if (bytes || !moved) read.faults.push(`${current.build}: ${model} is ${bytes ? 'of another build' : 'gone'}`)
    else return current.build
  }
  read.whole++
  return current.build
}

/** Publishes again and again, dying about every other time, while a reader polls; answers what the reader saw. */
export async function pollWhilePublishing(stores: Stores, publishes: number, random: () => number) {
  const read: Read = { whole: 0, faults: [] }
  let done = 0
  let kills = 0
  const poll = async () => {
    for (let last = ''; done < publishes; await turn()) last = await look(stores.lake, last, read)
  }
  const reader = poll()
  try {
    for (let number = 1; done < publishes; number++) {
      const diesAt = random() < 0.5 ? Math.floor(random() * 10) : Number.POSITIVE_INFINITY
      if (await publishOnce(stores, number, diesAt)) done++
      else kills++
    }
  } finally {
    done = publishes
    await reader
  }
  return { ...read, kills }
}

export interface Rounds {
  /** Commits that were taken, by round: exactly one is right. */
  readonly winners: readonly number[]
  /** Commits of a holder whose lease another had taken meanwhile: none is right. */
  readonly stale: number
}

/**
 * Eight runners want one lease. The first to get it is paused for two leases, the next one commits, then the first goes on:
 * it looks anew, as a resumed process would, so that the fence alone stands in its way.
 */
export async function pauseAndResume({ state, clock }: Stores, rounds: number, runners = 8): Promise<Rounds> {
  const winners: number[] = []
  let stale = 0
  for (let round = 0; round < rounds; round++) {
    let accepted = 0
    let paused: (() => void) | undefined
    const commit = async (fence: Fence, runner: number) => {
      const standing = await state.get('cursor')
      return (await state.putIf('cursor', { round, runner }, standing?.version, fence)) !== undefined
    }
    const run = async (runner: number): Promise<void> => {
      while (accepted === 0) {
        const fence = await claimed(state, `runner ${runner}`)
        if (!fence) await turn()
        else if (!paused) {
          await new Promise<void>((resume) => {
            paused = resume
            clock.advance(2 * leaseMs)
          })
          if (await commit(fence, runner)) stale++
          return
        } else if (await commit(fence, runner)) {
          accepted++
          paused()
        }
      }
    }
    await Promise.all(Array.from({ length: runners }, (_, runner) => run(runner)))
    winners.push(accepted)
    clock.advance(leaseMs)
  }
  return { winners, stale }
}

export async function expectWholeVersions(stores: Stores, publishes: number, random: () => number) {
  const seen = await pollWhilePublishing(stores, publishes, random)
  expect(seen.faults).toEqual([])
  expect(seen.whole).toBeGreaterThan(publishes / 10)
  expect(seen.kills).toBeGreaterThan(publishes / 10)
  return seen
}

export async function expectNoStaleCommit(stores: Stores, rounds: number) {
  const { winners, stale } = await pauseAndResume(stores, rounds)
  expect(winners).toEqual(Array.from({ length: rounds }, () => 1))
  expect(stale).toBe(0)
}
