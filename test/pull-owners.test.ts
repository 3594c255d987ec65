import { describe, expect, it } from 'vitest'
import { forgetConnection } from '#ingest/connection/forget-connection.ts'
import { pullConnection } from '#ingest/pull/pull.ts'
import { sourceOf } from '#ingest/sources/index.ts'
import { runtimeOver } from './builders/sync-project.ts'
import { openBench } from './builders/test-source-run.ts'
import { ga4Setting, ga4World } from './platforms/ga4.ts'

async function opened() {
  const world = ga4World()
  const bench = await openBench(ga4Setting, (asked) => world.answer(asked))
  const claim = await bench.state.claim('project', 'test', 86_400_000)
  if (!claim.held) throw new Error('the lease of a test is free')
  const pull = async (name: string, more: object = {}) => {
    const connection = { ...bench.connection, name, ...more }
    const { summary } = await pullConnection(bench.rt, sourceOf('ga4')!, connection, { fence: claim.fence })
    return [...new Set(summary.files.flatMap(({ problem }) => problem?.code ?? []))]
  }
  const forget = (name: string) =>
    forgetConnection(runtimeOver(bench.lake, bench.state, bench.clock), name, { fence: claim.fence })
  return { bench, pull, forget }
}

describe('a property that one connection reads', () => {
  it('is left out by every other one, with another key too, and never counted twice', async () => {
    const { bench, pull } = await opened()
    await using _ = bench
    expect(await pull('first')).toEqual([])
    const rows = await bench.rows('traffic')
    expect(rows.length).toBeGreaterThan(0)
    expect(await pull('second', { account: 'other', source: 'analytics' })).toEqual(['SAME_ACCOUNT'])
    expect(await bench.rows('traffic')).toEqual(rows)
    expect(await pull('first')).toEqual([])
  })

  it('goes over to another one once it was forgotten, and not back', async () => {
    const { bench, pull, forget } = await opened()
    await using _ = bench
    await pull('first')
    await forget('first')
    expect(await pull('second')).toEqual([])
    expect(await pull('first')).toEqual(['SAME_ACCOUNT'])
  })

  it('stays with a connection that was forgotten and has read it again', async () => {
    const { bench, pull, forget } = await opened()
    await using _ = bench
    await pull('first')
    await forget('first')
    expect(await pull('first')).toEqual([])
    expect(await pull('second')).toEqual(['SAME_ACCOUNT'])
  })
})
