import { describe, expect, it } from 'vitest'
import { replayConnection } from '#ingest/replay.ts'
import { amocrm } from '#ingest/sources/amocrm/index.ts'
import { type Bench, openBench } from './builders/test-source-run.ts'
import { amocrmSetting, amocrmWorld, amocrmYaml } from './platforms/amocrm.ts'
import * as data from './platforms/amocrm-data.ts'
import type { Asked, Reply } from './replay-server/server.ts'

const dayMs = 86_400_000
const lead = (i: number) => String(9_000_000_000_000_000_000n + BigInt(i))
const isOfBin = ({ query }: Asked) => query.get('with') === 'only_deleted'
const isScan = (asked: Asked) => asked.path === '/api/v4/leads' && asked.query.has('filter[id][]') && !isOfBin(asked)

async function opened(answer?: (world: ReturnType<typeof amocrmWorld>) => (asked: Asked) => Reply, yaml = amocrmYaml) {
  const world = amocrmWorld()
  const bench = await openBench({ ...amocrmSetting, yaml }, answer?.(world) ?? world.answer)
  return { world, bench }
}

/** Without an event: nobody has told. */
function vanish({ lists }: ReturnType<typeof amocrmWorld>, ...gone: readonly number[]) {
  lists.leads = lists.leads!.filter(({ id }) => !gone.map(lead).includes(String(id)))
}

/** Ids whose newest version says that they are gone. */
async function deleted(bench: Bench, record: 'lead' | 'deal'): Promise<readonly string[]> {
  const newest = new Map<unknown, Record<string, unknown>>()
  const place = (row: Record<string, unknown>) => [Number(row.updated_at ?? 0), Number(row.pulled_at)] as const
  for (const row of await bench.rows(record)) {
    const id = row[`${record}_id`]
    const best = newest.get(id)
    const [[a, b], [c, d]] = [place(row), best ? place(best) : [-1, -1]]
    if (a > c || (a === c && b > d)) newest.set(id, row)
  }
  return [...newest].flatMap(([id, row]) => (row.deleted === true ? [String(id)] : [])).sort()
}

describe('amoCRM: leads that have vanished without an event', () => {
  it('are found by the scan of ids, as leads and as deals, once in so many days', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    await bench.pull()
    expect(bench.server.asked.filter(isScan)).toHaveLength(3)
    vanish(world, 2, 7, 8)
    bench.clock.time += dayMs
    await bench.pull()
    expect(await deleted(bench, 'lead')).toEqual([])
    bench.clock.time += 7 * dayMs
    await bench.pull()
    for (const record of ['lead', 'deal'] as const) {
      expect(await deleted(bench, record)).toEqual([lead(2), lead(7), lead(8)])
    }
    // Who is gone may come back for some time, and is asked for no more; who has not been accepted yet never was.
    for (const [days, ids] of [
      [8, 12],
      [90, 9],
    ] as const) {
      bench.clock.time += days * dayMs
      const before = bench.server.asked.length
      await bench.pull()
      const asked = bench.server.asked.slice(before).filter(isScan)
      expect(asked.flatMap(({ query }) => query.getAll('filter[id][]'))).toHaveLength(ids)
    }
  })

  it('are back when they are named again: from the bin, or because a right was given back', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    await bench.pull()
    const all = world.lists.leads!
    vanish(world, 2, 7, 8)
    bench.clock.time += 8 * dayMs
    await bench.pull()
    world.lists.leads = all.filter(({ id }) => id !== lead(8))
    bench.clock.time += 8 * dayMs
    await bench.pull()
    for (const record of ['lead', 'deal'] as const) expect(await deleted(bench, record)).toEqual([lead(8)])
    expect((await bench.rows('deal')).filter(({ deal_id }) => deal_id === lead(7)).at(-1)).toMatchObject({
      amount_micros: 7_007_000_000n,
    })
  })

  it('need two answers that lack them', async () => {
    let scans = 0
    const { bench } = await opened((world) => (asked) => {
      if (isScan(asked) && scans++ === 1) return { status: 204 }
      return world.answer(asked)
    })
    await using _ = bench
    const { summary } = await bench.pull()
    expect(summary.files.flatMap(({ problem }) => problem ?? [])).toEqual([])
    expect(scans).toBe(4)
    expect(await deleted(bench, 'lead')).toEqual([])
  })

  it('are not believed where most of many are missing: a right was taken away', async () => {
    const { world, bench } = await opened(undefined, (url) => amocrmYaml(url).replace('page_size: 5', 'page_size: 100'))
    await using _ = bench
    const some = world.lists.leads![0]!
    world.lists.leads = [
      ...world.lists.leads!,
      ...Array.from({ length: 60 }, (_, i) => ({ ...some, id: lead(500 + i) })),
    ]
    await bench.pull()
    vanish(world, ...Array.from({ length: 60 }, (_, i) => 500 + i))
    bench.clock.time += 8 * dayMs
    const { summary } = await bench.pull()
    expect(JSON.stringify(summary.files)).toContain('SCAN_NOT_BELIEVED')
    expect(await deleted(bench, 'lead')).toEqual([])
  })

  it('may be all of them', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    await bench.pull()
    vanish(world, ...Array.from({ length: 12 }, (_, i) => i))
    bench.clock.time += 8 * dayMs
    const { summary } = await bench.pull()
    expect(summary.files.flatMap(({ problem }) => problem ?? [])).toEqual([])
    expect(await deleted(bench, 'lead')).toHaveLength(12)
  })

  it('are not believed of a server that answers another question', async () => {
    const { bench } = await opened((world) => (asked) => {
      if (isScan(asked)) asked.query.delete('filter[id][]')
      return world.answer(asked)
    })
    await using _ = bench
    const { summary } = await bench.pull()
    expect(summary.files.flatMap(({ problem }) => problem?.code ?? [])).toEqual(['SHAPE'])
    expect(await deleted(bench, 'lead')).toEqual([])
  })

  it('are the same when the scan is cut off at every answer', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    await bench.pull()
    vanish(world, 0, 3, 4, 11)
    bench.clock.time += 8 * dayMs
    expect(await bench.pullInSteps(1)).toBeGreaterThan(5)
    expect(await deleted(bench, 'deal')).toEqual([lead(0), lead(11), lead(3), lead(4)].sort())
  })

  it('are looked for by 200 requests in a run; the next run goes on', { timeout: 60_000 }, async () => {
    const yaml = (url: string) => `${amocrmYaml(url).replace('page_size: 5', 'page_size: 1')}resources: [leads, scan]\n`
    const { world, bench } = await opened(undefined, yaml)
    await using _ = bench
    world.lists.leads = Array.from({ length: 210 }, (_, i) => data.leadOf(i, { updated_at: data.seconds(data.start) }))
    bench.server.fault = ({ path, query }) =>
      path === '/api/v4/leads' && query.get('limit') === '1' && !query.has('filter[id][]')
        ? () => ({ body: { _embedded: { leads: query.get('page') === '1' ? world.lists.leads : [] } } })
        : undefined
    await bench.pull()
    const asked = () => bench.server.asked.filter(isScan).length
    expect(asked()).toBe(200)
    await bench.pull()
    await bench.pull()
    expect(asked()).toBe(210)
  })

  it('are known from raw alone', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    await bench.pull()
    vanish(world, 5)
    bench.clock.time += 8 * dayMs
    await bench.pull()
    for (const key of Object.keys(await bench.records())) await bench.lake.delete(key)
    await replayConnection(bench.rt, amocrm, bench.connection)
    expect(await deleted(bench, 'lead')).toEqual([lead(5)])
  })
})

describe('amoCRM: enquiries that were declined', () => {
  it('lie in the bin, however many of them; the others still wait', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    const enquiries = Array.from({ length: 40 }, (_, i) => data.enquiryOf(i))
    world.lists['leads/unsorted'] = enquiries
    await bench.pull()
    world.lists['leads/unsorted'] = enquiries.slice(38)
    const declined = enquiries.slice(0, 38).map((_, i) => 5000 + i)
    world.lists.deleted = declined.map((id) => ({ id, created_at: 0, is_deleted: true }))
    bench.clock.time += 8 * dayMs
    const { summary } = await bench.pull()
    expect(summary.files.flatMap(({ problem }) => problem ?? [])).toEqual([])
    expect(await deleted(bench, 'lead')).toEqual(declined.map(String).sort())
  })

  it('are not believed gone where the bin names them as standing', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    await bench.pull()
    world.lists['leads/unsorted'] = []
    world.lists.deleted = [{ id: 5001, created_at: 0, is_deleted: false }]
    // A bin that shows more than was asked for tells of the others nonetheless.
    const all = [5002, 77].map((id) => ({ id, created_at: 0, is_deleted: true }))
    bench.server.fault = (asked) =>
      isOfBin(asked) && !isTaught
        ? () => ({ body: { _embedded: { leads: all }, _links: { next: { href: 'x' } } } })
        : undefined
    let isTaught = true
    for (const expected of [[], ['5002']]) {
      bench.clock.time += 8 * dayMs
      const { summary } = await bench.pull()
      expect(summary.files.flatMap(({ problem }) => problem ?? [])).toEqual([])
      expect(await deleted(bench, 'lead')).toEqual(expected)
      isTaught = false
    }
  })
})
