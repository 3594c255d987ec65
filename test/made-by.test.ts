import { describe, expect, it } from 'vitest'
import { checkMade } from '#cli/doctor/connect-checks.ts'
import { forgetConnection } from '#ingest/connection/forget-connection.ts'
import { readMadeBy } from '#ingest/connection/made-by.ts'
import { runConnection } from '#ingest/connection/run-connection.ts'
import type { PullOptions } from '#ingest/pull/pull.ts'
import type { SourceConnection } from '#ingest/source-connection.ts'
import { openBench } from './builders/test-source-run.ts'
import { amocrmSetting, amocrmWorld } from './platforms/amocrm.ts'
import type { Asked, Reply } from './replay-server/server.ts'

async function opened(instead: (asked: Asked) => Reply | undefined = () => undefined) {
  const world = amocrmWorld()
  const bench = await openBench(amocrmSetting, (asked) => instead(asked) ?? world.answer(asked))
  const claim = await bench.state.claim('project', 'test', 86_400_000)
  if (!claim.held) throw new Error('the lease of a test is free')
  const { fence } = claim
  // A trial run has stores of its own.
  const { lake: _, state: __, ...outside } = bench.rt
  const run = (changes: Partial<SourceConnection> = {}, options: PullOptions = {}) =>
    runConnection(bench.rt, { ...bench.connection, ...changes }, { ...options, fence, outside })
  const doctor = async (changes: Partial<SourceConnection> = {}) =>
    checkMade(await readMadeBy(bench.rt, bench.connection), { ...bench.connection, ...changes })
  return { ...bench, fence, run, doctor, [Symbol.asyncDispose]: bench[Symbol.asyncDispose] }
}

type Place = Awaited<ReturnType<typeof opened>>

const newest = (rows: readonly Record<string, unknown>[]) => {
  const found = new Map<string, Record<string, unknown>>()
  for (const row of rows) {
    const id = `${row.lead_id}/${row.field}`
    const other = found.get(id)
    const place = (one: Record<string, unknown>) => `${one.noted_at} ${one.pulled_at}`
    if (!other || place(row) > place(other)) found.set(id, row)
  }
  return [...found.values()].map(({ lead_id, field, value_text }) => `${lead_id} ${field} ${value_text}`).sort()
}

describe('records of one connection', () => {
  it.each([
    ['account', { account: 'another' }],
    ['source', { source: 'amocrm_token' }],
  ])('are of one %s: another one is refused, until they are forgotten', async (_, changes) => {
    await using place = await opened()
    await place.run()
    await expect(place.run(changes)).rejects.toMatchObject({ name: 'FixConfig', code: 'OTHER_ACCOUNT' })
    expect((await place.doctor(changes))[0]?.mend?.en).toContain('concord forget')
    expect((await place.run()).warnings).toEqual([])
    expect(await place.doctor()).toEqual([])
    await forgetConnection(place.rt, place.connection.name, { fence: place.fence })
    expect((await place.run(changes)).done).toBe(true)
  })

  it('tell that the mapping has changed until all are read again', async () => {
    await using place = await opened()
    expect((await place.run()).warnings).toEqual([])
    const changed = { fields: { ...place.connection.fields, region: '901' } }
    for (const options of [{ dryRun: true }, {}, {}]) {
      const { warnings } = await place.run(changed, options)
      expect(warnings.map(({ en }) => en)).toEqual([expect.stringContaining('--full-refresh')])
    }
    expect(await place.doctor(changed)).toMatchObject([{ ok: false }])
    // Put back, but what was read in between was read by the other one.
    expect((await place.run()).warnings.length).toBe(1)
    expect((await place.run(changed, { fullRefresh: true })).warnings).toEqual([])
    expect((await place.run(changed)).warnings).toEqual([])
    expect(await place.doctor(changed)).toEqual([])
  })

  it('are what they were at first when a mapping is put back and all is read again', async () => {
    await using place = await opened()
    const wrong = { fields: { ...place.connection.fields, region: '2' } }
    await place.run()
    const first = newest(await place.rows('lead_field'))
    for (const changes of [wrong, {}]) {
      place.clock.time += 86_400_000
      await place.run(changes, { fullRefresh: true })
    }
    expect(newest(await place.rows('lead_field'))).toEqual(first)
    const { summary } = await place.run({}, { fullRefresh: true })
    expect(summary.total.unitsWritten).toBe(0)
  })

  it('hold nothing of a field that is no longer mapped, after all is read again', async () => {
    await using place = await opened()
    await place.run()
    const { region, ...rest } = place.connection.fields
    const left = () => place.rows('lead_field').then((rows) => newest(rows).filter((row) => row.includes(' region ')))
    expect(region).toBeDefined()
    expect((await left()).some((row) => !row.endsWith(' null'))).toBe(true)
    for (const options of [{}, { fullRefresh: true }, {}, { fullRefresh: true }]) {
      place.clock.time += 1000
      await place.run({ fields: rest }, options)
    }
    expect((await left()).every((row) => row.endsWith(' null'))).toBe(true)
  })

  it('are all read anew by --since after a change of the mapping', async () => {
    await using place = await opened()
    await place.run({ fields: {} })
    place.clock.time += 1000
    await place.run({}, { since: '2026-07-01' })
    await using other = await opened()
    await other.run()
    expect(newest(await place.rows('lead_field'))).toEqual(newest(await other.rows('lead_field')))
  })

  it('are up to date as of the last run that has read all, though nothing has changed since', async () => {
    await using place = await opened()
    await place.run()
    const first = (await readMadeBy(place.rt, place.connection))!.readAt!
    place.clock.time += 30 * 86_400_000
    await place.run({}, { dryRun: true })
    expect((await readMadeBy(place.rt, place.connection))!.readAt).toBe(first)
    await place.run()
    expect((await readMadeBy(place.rt, place.connection))!.readAt).toBeGreaterThan(first + 29 * 86_400_000)
  })

  it('are read again when the lake has gone and State has not, and the reader is told', async () => {
    await using place = await opened()
    await place.run()
    const read = async () => (await place.rows('lead')).map(({ pulled_at: _, ...row }) => row)
    const first = await read()
    for (const { key } of await place.lake.list('')) await place.lake.delete(key)
    for (const options of [{ dryRun: true }, {}]) {
      const { warnings, summary } = await place.run({}, options)
      expect(warnings.map(({ en }) => en)).toEqual([expect.stringContaining('no longer in the lake')])
      expect(summary.total.read).toBeGreaterThan(first.length)
    }
    expect(await read()).toEqual(first)
    expect((await place.run()).warnings).toEqual([])
  })

  it('are missed once only, also where there is nothing left to read', async () => {
    let isEmpty = false
    await using place = await opened((asked) =>
      isEmpty && asked.path.endsWith('/leads') ? { status: 204 } : undefined,
    )
    await place.run({ resources: ['leads'] })
    for (const { key } of await place.lake.list('')) await place.lake.delete(key)
    isEmpty = true
    expect((await place.run({ resources: ['leads'] })).warnings.length).toBe(1)
    expect((await place.run({ resources: ['leads'] })).warnings).toEqual([])
  })

  it('are missed though some of the system was never to be had', async () => {
    await using place = await opened((asked) => (asked.path.endsWith('/tasks') ? { status: 402 } : undefined))
    await place.run()
    const first = newest(await place.rows('lead_field'))
    for (const { key } of await place.lake.list('')) await place.lake.delete(key)
    const { warnings } = await place.run()
    expect(warnings.map(({ en }) => en)).toEqual([expect.stringContaining('no longer in the lake')])
    expect(newest(await place.rows('lead_field'))).toEqual(first)
  })

  it('stay of one account, though the lake has gone and the run that reads it again is cut off', async () => {
    await using place = await opened()
    await place.run()
    for (const { key } of await place.lake.list('')) await place.lake.delete(key)
    await place.run({}, { deadline: place.clock.now() + 5000 })
    expect((await place.rows('lead')).length + (await place.lake.list('raw/')).length).toBeGreaterThan(0)
    await expect(place.run({ account: 'another' })).rejects.toMatchObject({ code: 'OTHER_ACCOUNT' })
  })

  it.each([
    [
      'the lake has gone',
      async ({ lake }: Place) => {
        for (const { key } of await lake.list('')) await lake.delete(key)
      },
    ],
    [
      'they were forgotten',
      async ({ rt, connection, fence }: Place) => {
        await forgetConnection(rt, connection.name, { fence })
      },
    ],
  ])('are read again when %s, also those that a run had read before it was cut off', async (_, lose) => {
    await using place = await opened()
    await place.run()
    const { length } = await place.rows('lead')
    const { done } = await place.run({}, { fullRefresh: true, deadline: place.clock.now() + 15_000 })
    expect(done).toBe(false)
    await lose(place)
    await place.run()
    expect((await place.rows('lead')).length).toBe(length)
  })

  it('are all of one mapping after --full-refresh, though one by another mapping was cut off before', async () => {
    await using place = await opened()
    await place.run()
    const byRegion = (region: string) => ({ fields: { ...place.connection.fields, region } })
    const cut = { fullRefresh: true, deadline: place.clock.now() + 15_000 }
    expect((await place.run(byRegion('2'), cut)).done).toBe(false)
    place.clock.time += 60_000
    expect((await place.run(byRegion('901'), { fullRefresh: true })).warnings).toEqual([])
    await using other = await opened()
    await other.run(byRegion('901'))
    expect(newest(await place.rows('lead_field'))).toEqual(newest(await other.rows('lead_field')))
  })

  it('are not taken for those of one mapping when a run by another one was cut off and it was put back', async () => {
    await using place = await opened()
    await place.run()
    const wrong = { fields: { ...place.connection.fields, region: '2', typo: '1' } }
    await place.run(wrong, { fullRefresh: true, deadline: place.clock.now() + 15_000 })
    expect((await place.run()).warnings.length).toBe(1)
    place.clock.time += 60_000
    expect((await place.run({}, { fullRefresh: true })).warnings).toEqual([])
    await using other = await opened()
    await other.run()
    const left = newest(await place.rows('lead_field')).filter((row) => !/ typo null$/.test(row))
    expect(left).toEqual(newest(await other.rows('lead_field')))
  })

  it('are not missed where there was never anything to read', async () => {
    await using place = await opened((asked) => (asked.path.endsWith('/leads') ? { status: 204 } : undefined))
    for (let i = 0; i < 2; i++) expect((await place.run({ resources: ['leads'] })).warnings).toEqual([])
  })
})
