import { describe, expect, it } from 'vitest'
import { pullConnection } from '#ingest/pull/pull.ts'
import { amocrm } from '#ingest/sources/amocrm/index.ts'
import { faults } from '#test/replay-server/faults.ts'
import { openBench } from './builders/test-source-run.ts'
import { amocrmSetting, amocrmWorld, amocrmYaml } from './platforms/amocrm.ts'
import * as data from './platforms/amocrm-data.ts'
import type { Asked, Reply } from './replay-server/server.ts'

const opened = async (change: (world: ReturnType<typeof amocrmWorld>) => void = () => undefined) => {
  const world = amocrmWorld()
  change(world)
  return { world, bench: await openBench(amocrmSetting, world.answer) }
}
const only = (resource: string, sizes = '') =>
  ({
    ...amocrmSetting,
    yaml: (url: string) =>
      `${amocrmYaml(url).replace(/page_size: 5, events_page_size: 4/, sizes || '$&')}resources: [${resource}]\n`,
  }) satisfies typeof amocrmSetting
const distinct = (rows: readonly object[], name: string) =>
  new Set(rows.map((row) => (row as Record<string, unknown>)[name])).size

describe('amoCRM pitfall 8: empty is 204, events come by 100', () => {
  const eventsOnly = only('events', 'page_size: 250')
  const played = (pages: readonly (Reply | undefined)[]) => async () => {
    const world = amocrmWorld()
    const answer = (asked: Asked) =>
      asked.path === '/api/v4/events'
        ? (pages[Number(asked.query.get('page')) - 1] ?? { status: 204 })
        : world.answer(asked)
    const bench = await openBench(eventsOnly, answer)
    await using _ = bench
    const { summary } = await bench.pull()
    expect(summary.files.flatMap(({ problem }) => problem ?? [])).toEqual([])
    const limits = bench.server.asked.flatMap(({ query }) => query.get('limit') ?? [])
    return { received: summary.total.read, rows: await bench.rows('stage_change'), limits }
  }
  const page = (from: number, count: number): Reply => ({
    body: { _page: 1, _embedded: { events: Array.from({ length: count }, (_, i) => data.eventOf(from + i)) } },
  })

  it('100 + 100 + 37 without links are 237 rows', async () => {
    const { received, rows, limits } = await played([page(0, 100), page(100, 100), page(200, 37)])()
    expect([received, distinct(rows, 'changed_at')]).toEqual([237, 237])
    expect(new Set(limits)).toEqual(new Set(['100']))
  })
  it('a last page that is full is followed by 204', async () => {
    expect((await played([page(0, 100), page(100, 100)])()).received).toBe(200)
  })
  it('204 on the first page is nothing', async () => {
    expect((await played([])()).received).toBe(0)
  })
  it('200 with an empty list is nothing', async () => {
    expect((await played([{ body: { _page: 1, _embedded: { events: [] } } }])()).received).toBe(0)
  })
  it('a short page with a next link is not the end', async () => {
    const linked = (reply: Reply): Reply => ({ body: { ...(reply.body as object), _links: { next: { href: 'x' } } } })
    expect((await played([linked(page(0, 3)), page(3, 3)])()).received).toBe(6)
  })
})

describe('amoCRM: leads that move while they are read', () => {
  it('skip nobody: each page begins where the last one ended', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    let touched = false
    bench.server.fault = ({ path, query }) => {
      if (path === '/api/v4/leads' && query.get('page') === '1' && !touched) {
        touched = true
        // The first lead goes to the end of the order: everyone behind it moves one place up.
        queueMicrotask(() =>
          Object.assign(world.lists.leads![0]!, { updated_at: data.seconds(Date.UTC(2026, 6, 20, 9)) }),
        )
      }
      return undefined
    }
    await bench.pull()
    expect(distinct(await bench.rows('deal'), 'deal_id')).toBe(12)
  })

  it('more of one second than a page holds are all read', async () => {
    const { bench } = await opened(({ lists }) => {
      for (const lead of lists.leads!) Object.assign(lead, { updated_at: data.seconds(data.start) })
    })
    await using _ = bench
    await bench.pull()
    expect(distinct(await bench.rows('deal'), 'deal_id')).toBe(12)
  })

  it('an order that was not kept is read by places', async () => {
    const { bench } = await opened(({ lists }) => lists.leads!.reverse())
    await using _ = bench
    bench.server.fault = ({ path }) => (path === '/api/v4/leads' ? (reply) => unordered(reply) : undefined)
    const { summary } = await bench.pull()
    expect(summary.files.flatMap(({ problem }) => problem ?? [])).toEqual([])
    expect(distinct(await bench.rows('deal'), 'deal_id')).toBe(12)
  })
})

/** The newest first. */
function unordered(reply: Reply): Reply {
  const body = reply.body as { _embedded?: { leads: readonly object[] } } | undefined
  return body?._embedded
    ? { ...reply, body: { ...body, _embedded: { leads: body._embedded.leads.toReversed() } } }
    : reply
}

describe('amoCRM pitfall 9: token races', () => {
  it('twenty workers refresh an expired token once', async () => {
    const world = amocrmWorld()
    const bench = await openBench(only('users'), world.answer)
    await using _ = bench
    await bench.pull()
    bench.clock.time += 2 * data.day
    // Waits that take no time at all would outlast the lease before the token server can answer.
    const sleep = async (ms: number) => {
      bench.clock.time += ms
      await new Promise((done) => setTimeout(done, 2))
    }
    const one = () => pullConnection({ ...bench.rt, sleep }, amocrm, bench.connection).catch(() => undefined)
    await Promise.all(Array.from({ length: 20 }, one))
    expect(world.asked.refreshes).toBe(2)
    expect(await bench.rt.secrets.read('AMO_REFRESH')).toBe('canary-refresh-2')
  })

  it('a crash between receipt and save asks for a person', async () => {
    const { bench } = await opened()
    await using _ = bench
    const broken = { ...bench.rt, secrets: { ...bench.rt.secrets, write: () => Promise.reject(new Error('killed')) } }
    await expect(pullConnection(broken, amocrm, bench.connection)).rejects.toThrow('killed')
    bench.clock.time += 200_000
    await expect(bench.pull()).rejects.toMatchObject({ name: 'ReauthoriseError', code: 'TOKEN_LOST' })
  })
})

describe('amoCRM: limits', () => {
  it('a ban of the address stops all traffic for an hour', async () => {
    const { bench } = await opened()
    await using _ = bench
    bench.server.fault = ({ path }) =>
      path === '/api/v4/companies'
        ? () => ({ status: 403, headers: { 'content-type': 'text/html' }, body: '<html/>' })
        : undefined
    const { resumeAt } = await bench.pull()
    expect(resumeAt! - bench.clock.now()).toBe(3_600_000)
    expect(bench.server.asked.at(-1)!.path).toBe('/api/v4/companies')
  })

  it('a right that is missing stops one list only', async () => {
    const { bench } = await opened()
    await using _ = bench
    bench.server.fault = ({ path }) =>
      path === '/api/v4/users'
        ? () => ({ status: 403, body: { title: 'Forbidden', status: 403, detail: '' } })
        : undefined
    const { summary } = await bench.pull()
    expect(summary.files.flatMap(({ problem }) => problem?.code ?? [])).toEqual(['HTTP_403'])
    expect((await bench.rows('deal')).length).toBe(12)
  })
})

describe('amoCRM: an answer in the middle that is not honest', () => {
  const misbehaving = [
    'truncatedJson',
    'html502',
    'html200',
    'arrayForObject',
    'repeatedPage',
    'tokenExpired',
    'reset',
  ] as const
  for (const name of misbehaving)
    it(`${name} loses no lead and no entry into a stage`, async () => {
      const { bench: whole } = await opened()
      await using _ = whole
      await whole.pull()
      const { bench } = await opened()
      await using __ = bench
      const hit = { '/api/v4/leads': 2, '/api/v4/events': 2 } as Record<string, number>
      bench.server.fault = ({ path }) => (path in hit && --hit[path]! === 0 ? faults[name] : undefined)
      await bench.pull().catch(() => undefined)
      bench.clock.time += 60_000
      await bench.pull()
      for (const [record, id] of [
        ['deal', 'deal_id'],
        ['stage_change', 'changed_at'],
      ] as const)
        expect(distinct(await bench.rows(record), id)).toBe(distinct(await whole.rows(record), id))
    })
})

describe('amoCRM: calls that have time for one page only', () => {
  it('begin no list of a run twice', async () => {
    const { bench } = await opened()
    await using _ = bench
    await bench.pullInSteps(1)
    const first = bench.server.asked.filter(
      ({ path, query }) => path.endsWith('/leads/custom_fields') && query.get('page') === '1',
    )
    expect(first).toHaveLength(1)
  }, 10_000)
})
