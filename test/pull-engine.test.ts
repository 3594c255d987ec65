import { describe, expect, it } from 'vitest'
import { noteMadeBy, readMadeBy } from '#ingest/connection/made-by.ts'
import { jsonMap } from '#ingest/door/form-map.ts'
import { addHints, readHints } from '#ingest/door/hints.ts'
import { dryStores } from '#ingest/dry-stores.ts'
import type { Failure, WireResponse } from '#ingest/source.ts'
import { memoryLake } from '#shared/lake/memory.ts'
import { memoryState } from '#shared/state/memory.ts'
import { settableClock } from './builders/sync-project.ts'
import { type Bench, openBench } from './builders/test-source-run.ts'
import { ga4Setting, ga4World } from './platforms/ga4.ts'
import { toy, toySetting, toyWorld } from './platforms/toy.ts'
import type { Asked, Reply } from './replay-server/server.ts'

const hour = 3_600_000
const idsOf = async (bench: Bench) => new Set((await bench.rows('lead')).map(({ lead_id }) => lead_id))

async function opened(instead: (asked: Asked) => Reply | undefined = () => undefined) {
  const world = toyWorld()
  const classify = ({ status }: WireResponse): Failure | undefined =>
    status === 410 ? { action: 'RetryWithBackoff', code: 'GONE', restart: true } : undefined
  const setting = { ...toySetting, source: { ...toy, classify } }
  return { world, bench: await openBench(setting, (asked) => instead(asked) ?? world.answer(asked)) }
}

describe('a slice by time', () => {
  it('that an earlier night has begun is brought to its end, and then what has come since is read', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    expect((await bench.pull({ deadline: bench.clock.time + 3000 })).done).toBe(false)
    bench.clock.time += 25 * hour
    const updated = new Date(bench.clock.time - hour).toISOString()
    world.leads.push({ id: 'new', created: updated, updated, phone: '' })
    expect((await bench.pull()).done).toBe(true)
    expect(await idsOf(bench)).toContain('new')
  })

  it('that begins again after a part of it was settled loses nothing', async () => {
    let left = 1
    const last = '90000000000000000015'
    const { world, bench } = await opened(({ query }) =>
      query.get('after') === last && left-- > 0 ? { status: 410 } : undefined,
    )
    await using _ = bench
    await bench.pull()
    expect(left).toBe(-1)
    expect((await idsOf(bench)).size).toBe(world.leads.length)
  })

  it('that never holds still is given up after three more tries, with pauses between them', async () => {
    const { bench } = await opened(({ query }) => (query.get('after') ? { status: 410 } : undefined))
    await using _ = bench
    const before = bench.clock.time
    expect((await bench.pull()).summary.files[0]?.problem?.code).toBe('UNSTEADY')
    expect(bench.clock.time - before).toBeGreaterThanOrEqual(14_000 + 8000)
  })

  it('of empty pages that never end is given up', async () => {
    let page = 0
    const { bench } = await opened(({ path }) =>
      path === '/leads' ? { body: { rows: [], next: `p${++page}` } } : undefined,
    )
    await using _ = bench
    expect((await bench.pull()).summary.files[0]?.problem?.code).toBe('EMPTY_PAGES')
    expect(page).toBeLessThan(20)
  })

  it('does not go on behind a row that a webhook has named: those before it are read as well', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    await bench.pull()
    const at = (minutes: number) => new Date(toySetting.now + minutes * 60_000).toISOString()
    world.leads.push({ id: 'before', created: at(20), updated: at(20), phone: '' })
    world.leads.push({ id: 'named', created: at(60), updated: at(60), phone: '' })
    bench.clock.time += 2 * hour
    await addHints(bench.state, 'crm', [{ entity: 'lead', id: 'named', event: 'add' }], bench.clock.time)
    await bench.pull()
    expect([...(await idsOf(bench))]).toEqual(expect.arrayContaining(['before', 'named']))
  })

  it('does not go on behind a row from the future: those in between come later', async () => {
    const { world, bench } = await opened((asked) => {
      if (asked.path !== '/leads') return undefined
      const query = new URLSearchParams(asked.query)
      query.set('to', '2099')
      return world.answer({ ...asked, query })
    })
    await using _ = bench
    const at = (hours: number) => new Date(toySetting.now + hours * hour).toISOString()
    world.leads.push({ id: 'ahead', created: at(-1), updated: at(48), phone: '' })
    await bench.pull()
    world.leads.push({ id: 'between', created: at(1), updated: at(1), phone: '' })
    bench.clock.time += 2 * hour
    await bench.pull()
    expect(await idsOf(bench)).toContain('between')
  })
})

it('what is read whole in each run, and takes several calls, comes to its end', async () => {
  const leads = { ...toy.resources.leads!, window: { kind: 'whole' } as const }
  const setting = { ...toySetting, source: { ...toy, resources: { leads } } }
  const world = toyWorld()
  await using bench = await openBench(setting, ({ query, ...one }) => {
    const whole = new URLSearchParams(query)
    if (query.has('to')) whole.set('to', '2099')
    return world.answer({ ...one, query: whole })
  })
  for (let calls = 1; calls < 12; calls++) {
    const { done } = await bench.pull({ deadline: bench.clock.now() + 2000 })
    if (!done) continue
    expect((await idsOf(bench)).size).toBe(world.leads.length)
    return
  }
  throw new Error('it never ends')
})

describe('days', () => {
  it('asked for again are read once, however often the run is cut off', async () => {
    const countOf = async (pull: (bench: Bench) => Promise<unknown>) => {
      const world = ga4World()
      await using bench = await openBench(ga4Setting, (asked) => world.answer(asked))
      await bench.pull()
      const from = bench.server.asked.length
      await pull(bench)
      return bench.server.asked.slice(from).filter(({ body }) => body.includes('startDate":"2026-07')).length
    }
    const whole = await countOf((bench) => bench.pull({ since: '2026-07-01' }))
    expect(await countOf((bench) => bench.pullInSteps(2, { since: '2026-07-01' }))).toBe(whole)
  })

  it('are trailed as far as the connection says', async () => {
    const world = ga4World()
    const yaml = (url: string) => `${ga4Setting.yaml(url)}windows: {traffic: 9}\n`
    await using bench = await openBench({ ...ga4Setting, yaml }, (asked) => world.answer(asked))
    await bench.pull()
    world.change('2026-07-12', 5)
    await bench.pull()
    const sessions = (await bench.rows('traffic')).filter(({ date }) => date === '2026-07-12')
    expect(sessions.reduce((sum, row) => sum + Number(row.sessions), 0)).toBe((12 + 13 + 14) * 5)
  })
})

describe('a trial', () => {
  it('keeps tokens and quotas, and nothing else', async () => {
    const [lake, state] = [memoryLake(), memoryState(settableClock())]
    await lake.put('a/b', Buffer.from('1'), 'absent')
    const dry = dryStores({ lake, state })
    for (const key of ['token/x', 'quota/h/0', 'pull/x/y/-', 'hints/x/0']) await dry.state.putIf(key, 1, undefined)
    await dry.lake.put('a/c', Buffer.from('2'), 'absent')
    await dry.lake.delete('a/b')
    expect(await state.list('')).toEqual(['quota/h/0', 'token/x'])
    expect((await lake.list('')).map(({ key }) => key)).toEqual(['a/b'])
    expect((await dry.state.get('pull/x/y/-'))?.value).toBe(1)
  })
})

describe('notes', () => {
  it('of webhooks are bounded: the rest is left to the pull', async () => {
    const state = memoryState(settableClock())
    await addHints(
      state,
      'crm',
      Array.from({ length: 20_000 }, (_, i) => ({ entity: 'lead', id: String(i), event: 'add' })),
      1,
    )
    expect((await readHints(state, 'crm')).length).toBe(8000)
  })

  it('of a body in JSON that is too deep are none', () => {
    const deep = (levels: number): unknown => (levels === 0 ? 'x' : { a: deep(levels - 1) })
    expect([...jsonMap(deep(3))]).toEqual([['a[a][a]', 'x']])
    expect(() => jsonMap(deep(20))).toThrow(expect.objectContaining({ code: 'TOO_DEEP' }))
  })

  it('of the last whole reading stay when a later one was cut off', async () => {
    const { bench } = await opened()
    await using _ = bench
    const note = { fence: undefined, isWhole: false }
    await noteMadeBy(bench.rt, bench.connection, { ...note, readAt: 5 })
    await noteMadeBy(bench.rt, bench.connection, { ...note, readAt: null })
    expect((await readMadeBy(bench.rt, bench.connection))?.readAt).toBe(5)
  })
})
