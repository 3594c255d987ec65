import { describe, expect, it } from 'vitest'
import { forgetConnection } from '#ingest/connection/forget-connection.ts'
import type { Manifest } from '#ingest/raw/manifest.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { memoryLake } from '#shared/lake/memory.ts'
import type { Runtime } from '#shared/runtime.ts'
import { memoryState } from '#shared/state/memory.ts'
import type { State } from '#shared/state/state.ts'
import { Crash, type CrashMoment, failingStores } from './builders/failing-stores.ts'
import {
  adsHeader,
  adsRows,
  adsYaml,
  connect,
  csv,
  listing,
  runtimeOver,
  settableClock,
  syncFiles,
  tempFiles,
} from './builders/sync-project.ts'

const ads = connect(adsYaml)
const corrected = connect(adsYaml.replace('clicks: Clicks', 'impressions: Clicks').replace('account: main\n', ''))

type Step = (rt: Runtime) => Promise<unknown>

interface Scenario {
  readonly before: Step
  readonly step: Step
}

function scenarios(files: ReturnType<typeof tempFiles>): Record<string, Scenario> {
  const first = files.write('first.csv', csv(adsHeader, [...adsRows([1, 2, 3]), '2026-01-01,Bad,x,y']))
  const changed = files.write('changed.csv', csv(adsHeader, adsRows([2, 4], 30)))
  const nothing = async () => undefined
  const imported: Step = (rt) => syncFiles(rt, ads, [first])
  return {
    'a first import': { before: nothing, step: imported },
    'a changed file': { before: imported, step: (rt) => syncFiles(rt, ads, [changed]) },
    'a full refresh': { before: imported, step: (rt) => syncFiles(rt, ads, [changed], { fullRefresh: true }) },
    'a corrected mapping': { before: imported, step: (rt) => syncFiles(rt, corrected, []) },
    'a forget': {
      before: imported,
      step: async (rt) => {
        const claim = await rt.state.claim('project', 'test', 0)
        if (claim.held) await forgetConnection(rt, 'ads', { fence: claim.fence })
      },
    },
  }
}

function stores() {
  const clock = settableClock()
  return { lake: memoryLake(), state: memoryState(clock), clock }
}

async function crashAt(number: number, moment: CrashMoment, { before, step }: Scenario) {
  const { lake, state, clock } = stores()
  await before(runtimeOver(lake, state, clock))
  const failing = failingStores(lake, state, number, moment)
  const crashed = await step(runtimeOver(failing.lake, failing.state, clock)).then(
    () => false,
    (error: unknown) => {
      if (error instanceof Crash) return true
      throw error
    },
  )
  return { lake, state, clock, crashed }
}

async function undisturbed({ before, step }: Scenario): Promise<Record<string, string>> {
  const { lake, state, clock } = stores()
  await before(runtimeOver(lake, state, clock))
  await step(runtimeOver(lake, state, clock))
  return listing(lake, '')
}

const names = ['a first import', 'a changed file', 'a full refresh', 'a corrected mapping', 'a forget']

describe.each(names)('%s that dies at any operation of a store', (name) => {
  it.each(['before', 'after'] as const)('is the same as undisturbed once it ran again (%s it)', async (moment) => {
    using files = tempFiles()
    const scenario = scenarios(files)[name]!
    const expected = await undisturbed(scenario)
    let crashes = 0
    for (let number = 0; ; number++) {
      const { lake, state, clock, crashed } = await crashAt(number, moment, scenario)
      await scenario.step(runtimeOver(lake, state, clock))
      expect(await listing(lake, ''), `operation ${number}`).toEqual(expected)
      if (!crashed) break
      crashes++
    }
    expect(crashes).toBeGreaterThan(5)
  })
})

async function crashEverywhere(scenario: Scenario, then: (rt: Runtime, label: string) => Promise<void>) {
  for (let number = 0, crashed = true; crashed; number++) {
    const found = await crashAt(number, 'after', scenario)
    crashed = found.crashed
    found.clock.time += 60_000
    await then(runtimeOver(found.lake, found.state, found.clock), `operation ${number}`)
  }
}

describe('a run after one that died', () => {
  it('leaves a manifest that knows what stands in the lake, though the clock went on', async () => {
    using files = tempFiles()
    const scenario = scenarios(files)['a changed file']!
    await crashEverywhere(scenario, async (rt, label) => {
      await scenario.step(rt)
      const pointer = await rt.state.get('connection/ads')
      const key = (pointer!.value as { manifest: string }).manifest
      const manifest = JSON.parse(Buffer.from((await rt.lake.get(key))!.bytes).toString()) as Manifest
      const known = Object.fromEntries(manifest.units.map((unit) => [unit.key, unit.etag]))
      expect(known, label).toEqual(await listing(rt.lake))
    })
  })

  it('imports everything when it follows a forget that was cut off', async () => {
    using files = tempFiles()
    const { before, step } = scenarios(files)['a forget']!
    await crashEverywhere({ before, step }, async (rt, label) => {
      await before(rt)
      expect(Object.keys(await listing(rt.lake)), label).toHaveLength(3)
    })
  })
})

describe('State that was lost', () => {
  const lost = (lake: Lake, state: State = memoryState(settableClock())) => runtimeOver(lake, state)

  it('is made again from the manifests', async () => {
    using files = tempFiles()
    const { lake, state, clock } = stores()
    const path = files.write('a.csv', csv(adsHeader, adsRows([1, 2])))
    await syncFiles(runtimeOver(lake, state, clock), ads, [path])
    const before = await listing(lake, '')
    const rt = lost(lake)
    const summary = await syncFiles(rt, ads, [path])
    expect(summary.total).toMatchObject({ unitsWritten: 0, unitsUnchanged: 2 })
    expect(await listing(lake, '')).toEqual(before)
    expect((await rt.state.get('connection/ads'))?.value).toEqual((await state.get('connection/ads'))?.value)
  })
})

describe('a run that was replaced by a later one', () => {
  it('commits nothing', async () => {
    using files = tempFiles()
    const { lake, state, clock } = stores()
    const rt = runtimeOver(lake, state, clock)
    const old = await state.claim('project', 'old', 0)
    await state.claim('project', 'new', 0)
    const path = files.write('a.csv', csv(adsHeader, adsRows([1])))
    if (!old.held) throw new Error('the lease was free')
    await expect(syncFiles(rt, ads, [path], { fence: old.fence })).rejects.toMatchObject({ code: 'FENCED' })
    expect(await state.get('connection/ads')).toBeUndefined()
  })
})
