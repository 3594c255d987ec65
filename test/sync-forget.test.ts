import { describe, expect, it } from 'vitest'
import { forgetConnection } from '#ingest/connection/forget-connection.ts'
import { memoryLake } from '#shared/lake/memory.ts'
import type { Runtime } from '#shared/runtime.ts'
import { memoryState } from '#shared/state/memory.ts'
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
const twin = connect(adsYaml.replace('name: ads', 'name: ads-2\nsource: ads'))

async function forget(rt: Runtime, name: string, dryRun = false) {
  const claim = await rt.state.claim('project', 'test', 0)
  if (!claim.held) throw new Error('the lease of a test is free')
  return forgetConnection(rt, name, { fence: claim.fence, dryRun })
}

describe('forget', () => {
  it('undoes every import of a connection and nothing of another one of the same source', async () => {
    using files = tempFiles()
    const clock = settableClock()
    const rt = runtimeOver(memoryLake(), memoryState(clock), clock)
    const path = files.write('a.csv', csv(adsHeader, [...adsRows([1, 2]), 'bad,row,x,y']))
    await syncFiles(rt, twin, [path])
    const before = await listing(rt.lake, '')
    await syncFiles(rt, ads, [path])
    await syncFiles(rt, ads, [files.write('a.csv', csv(adsHeader, adsRows([2, 3])))])

    const all = await listing(rt.lake, '')
    const listed = await forget(rt, 'ads', true)
    expect(await listing(rt.lake, '')).toEqual(all)
    const forgotten = await forget(rt, 'ads')
    expect({ ...forgotten, dryRun: true }).toEqual(listed)
    expect(
      [forgotten.units, forgotten.raw, forgotten.quarantine, forgotten.manifests].map((one) => one.length),
    ).toEqual([3, 2, 1, 2])
    expect(await listing(rt.lake, '')).toEqual(before)
  })

  it('leaves the way free for a new import', async () => {
    using files = tempFiles()
    const clock = settableClock()
    const rt = runtimeOver(memoryLake(), memoryState(clock), clock)
    const path = files.write('a.csv', csv(adsHeader, adsRows([1, 2])))
    await syncFiles(rt, ads, [path])
    const before = await listing(rt.lake, '')
    await forget(rt, 'ads')
    expect((await syncFiles(rt, ads, [path])).total).toMatchObject({ unitsWritten: 2, good: 6 })
    expect(await listing(rt.lake, '')).toEqual(before)
  })

  it('of a connection that was never imported lists nothing', async () => {
    const clock = settableClock()
    const rt = runtimeOver(memoryLake(), memoryState(clock), clock)
    expect(await forget(rt, 'ads')).toMatchObject({ units: [], raw: [], manifests: [] })
  })
})
