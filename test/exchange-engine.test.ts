import { describe, expect, it } from 'vitest'
import { urlOf } from '#ingest/exchange/address.ts'
import { classifyStatus } from '#ingest/exchange/classify.ts'
import { gateOf, type Quota } from '#ingest/exchange/quota.ts'
import { wireText } from '#ingest/exchange/wire-response.ts'
import type { Failure, WireResponse } from '#ingest/source.ts'
import { memoryState } from '#shared/state/memory.ts'
import { settableClock } from './builders/sync-project.ts'
import { openBench } from './builders/test-source-run.ts'
import { toy, toySetting, toyWorld } from './platforms/toy.ts'
import type { Asked, Reply } from './replay-server/server.ts'

/** A pull in which the platform answers so instead, where it does. */
async function opened(instead: (asked: Asked, nth: number) => Reply | undefined, source: Partial<typeof toy> = {}) {
  const world = toyWorld()
  let nth = 0
  const answer = (asked: Asked) => instead(asked, nth++) ?? world.answer(asked)
  return { world, bench: await openBench({ ...toySetting, source: { ...toy, ...source } }, answer) }
}

const isList = ({ path }: Asked) => path === '/leads'
const lists = (asked: readonly Asked[]) => asked.filter(isList)

describe('a request', () => {
  it('that was told to wait keeps everybody else waiting as well', async () => {
    let left = 1
    const { bench } = await opened((one) =>
      isList(one) && left-- > 0 ? { status: 429, headers: { 'retry-after': '30' } } : undefined,
    )
    await using _ = bench
    const before = bench.clock.time
    await bench.pull()
    const [bucket] = (await bench.state.list('quota/')).filter((key) => !key.endsWith('/shut'))
    expect((await bench.state.get(bucket!))?.value).toMatchObject({ closedUntil: expect.any(Number) })
    const { closedUntil } = (await bench.state.get(bucket!))!.value as { closedUntil: number }
    expect(closedUntil).toBeGreaterThanOrEqual(before + 30_000)
  })

  it('that is told to wait for ever gives up', async () => {
    const { bench } = await opened((one) =>
      isList(one) ? { status: 429, headers: { 'retry-after': '1' } } : undefined,
    )
    await using _ = bench
    expect((await bench.pull()).summary.files[0]?.problem?.code).toBe('HTTP_429')
    expect(lists(bench.server.asked)).toHaveLength(21)
  })

  it('that no token opens refreshes it once', async () => {
    const { world, bench } = await opened((one) => (isList(one) ? { status: 401 } : undefined))
    await using _ = bench
    await expect(bench.pull()).rejects.toMatchObject({ name: 'ReauthoriseError' })
    expect(world.asked.refreshes).toBe(2)
    expect(lists(bench.server.asked)).toHaveLength(2)
  })

  it('whose page token is no more is not repeated: the slice begins again', async () => {
    let left = 1
    const classify = ({ status }: WireResponse): Failure | undefined =>
      status === 410 ? { action: 'RetryWithBackoff', code: 'GONE', restart: true } : undefined
    const isSecond = (one: Asked) => isList(one) && one.query.get('after') !== ''
    const { bench } = await opened((one) => (isSecond(one) && left-- > 0 ? { status: 410 } : undefined), { classify })
    await using _ = bench
    expect((await bench.pull()).summary.files[0]?.problem).toBeNull()
    const after = lists(bench.server.asked).map(({ query }) => query.get('after') !== '')
    expect(after.slice(0, 4)).toEqual([false, true, false, true])
  })

  it('follows no link to another host, nor takes its token there', () => {
    const connection = { name: 'crm', base_url: 'https://toy.example/api' } as never
    const to = (path: string) => () => urlOf({ source: toy, connection }, { method: 'GET', path }).href
    expect(to('leads')()).toBe('https://toy.example/api/leads')
    expect(to('https://toy.example/api/leads?page=2')()).toBe('https://toy.example/api/leads?page=2')
    for (const path of ['https://evil.example/leads', 'HTTPS://toy.example.evil.example/', 'https://toy.example:444/'])
      expect(to(path)).toThrow(expect.objectContaining({ code: 'FOREIGN_HOST' }))
    expect(new URL(to('//evil.example/leads')()).host).toBe('toy.example')
  })
})

describe('a status says', () => {
  const html = '<!doctype html><title>Gate</title>'
  it.each<[number, string, Record<string, string>, string, number | undefined]>([
    [200, '{}', {}, 'good', undefined],
    [200, html, {}, 'RetryWithBackoff', undefined],
    [302, '', {}, 'FixContract', undefined],
    [401, '', {}, 'Reauthorise', undefined],
    [403, '{}', {}, 'GrantAccess', undefined],
    [403, html, {}, 'RetryWithBackoff', undefined],
    [407, html, {}, 'RetryWithBackoff', undefined],
    [408, '', {}, 'RetryWithBackoff', undefined],
    [413, '', {}, 'SplitSlice', undefined],
    [429, '', {}, 'WaitThenRetry', 60_000],
    [429, '', { 'retry-after': 'soon' }, 'WaitThenRetry', 60_000],
    [503, '', {}, 'RetryWithBackoff', undefined],
    [503, '', { 'retry-after': '7' }, 'WaitThenRetry', 7000],
  ])('%s %s %j: %s', (status, text, headers, action, waitMs) => {
    const failure = classifyStatus(wireText(text, status, headers), 0)
    expect(failure?.action ?? 'good').toBe(action)
    expect(failure?.waitMs).toBe(waitMs)
  })
})

describe('a token', () => {
  const withLife = (expires: string) => {
    const world = toyWorld()
    const answer = (one: Asked) => {
      const reply = world.answer(one)
      return one.path === '/token' && reply.body ? { ...reply, body: { ...(reply.body as object), expires } } : reply
    }
    return { world, answer }
  }

  it.each([
    ['that runs out within the minute is refreshed before it does', '50', 2],
    ['that says nothing readable of its life is held for an hour', 'soon', 1],
  ])('%s', async (_name, expires, refreshes) => {
    const { world, answer } = withLife(expires)
    await using bench = await openBench(toySetting, answer)
    world.leads.length = 4
    await bench.pull()
    await bench.pull()
    expect(world.asked.refreshes).toBe(refreshes)
  })

  it('that another worker has refreshed in between is taken, not refreshed again', async () => {
    const { world, bench } = await opened(() => undefined)
    await using _ = bench
    await bench.pull()
    let isStale = true
    const get: typeof bench.state.get = async (key) => {
      const isFirst = key.startsWith('token/') && isStale
      if (isFirst) isStale = false
      return isFirst ? undefined : bench.state.get(key)
    }
    const { pullConnection } = await import('#ingest/pull/pull.ts')
    await pullConnection({ ...bench.rt, state: { ...bench.state, get } }, toy, bench.connection)
    expect(world.asked.refreshes).toBe(1)
  })

  it('that was refused in clear words is not taken for one on its way', async () => {
    const { bench } = await opened(({ path }) => (path === '/token' ? { status: 402 } : undefined))
    await using _ = bench
    await bench.pull()
    expect((await bench.state.get('token/TOY_REFRESH'))?.value).toMatchObject({ sent: null, refused: false })
  })
})

describe('a quota', () => {
  const gates = (quota: Partial<Quota>) => {
    const clock = settableClock(0)
    const wait = async (ms: number) => {
      clock.time += ms
    }
    const quotas = [{ per: 'host' as const, rate: 1, perMs: 1000, burst: 1, ...quota }]
    const state = memoryState(clock)
    return { clock, gate: gateOf({ state, now: clock.now, wait, random: () => 0.5, host: 'h', account: 'a', quotas }) }
  }

  it('of some paths does not hold up the others', async () => {
    const { clock, gate } = gates({ path: /^\/reports/ })
    for (let i = 0; i < 5; i++) await gate.pass('/campaigns')
    expect(clock.time).toBe(0)
    for (let i = 0; i < 5; i++) await gate.pass('/reports')
    expect(clock.time).toBe(4000)
  })

  it('that is closed until later is not opened by somebody who was told less', async () => {
    const { clock, gate } = gates({})
    await gate.close(60_000)
    await gate.close(5000)
    await gate.pass('/')
    expect(clock.time).toBeGreaterThanOrEqual(60_000)
  })
})
