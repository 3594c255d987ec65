import { describe, expect, it } from 'vitest'
import { readMadeBy } from '#ingest/connection/made-by.ts'
import { runConnection } from '#ingest/connection/run-connection.ts'
import type { Failure, WireResponse } from '#ingest/source.ts'
import type { ConcordError } from '#shared/errors.ts'
import { fetchHttp } from '#shared/http/fetch.ts'
import { directWith, onlySpend, sums } from './builders/direct-runs.ts'
import { openBench } from './builders/test-source-run.ts'
import { amocrmSetting, amocrmWorld } from './platforms/amocrm.ts'
import { toy, toySetting, toyWorld } from './platforms/toy.ts'
import { directWorld, refusal } from './platforms/yandex-direct.ts'
import { startReplay } from './replay-server/server.ts'

it('clients that are closed are all named, each with its reason', async () => {
  const logins = ['alfa', 'beta', 'gamma', 'delta', 'eps', 'zeta', 'eta']
  const world = directWorld({ polls: () => 0, accounts: Object.fromEntries(logins.map((login) => [login, {}])) })
  const setting = directWith('level: campaign, agency: true', onlySpend)
  await using bench = await openBench(setting, (asked) =>
    asked.path.endsWith('/reports') && asked.headers['client-login'] !== 'alfa'
      ? refusal(400, 54)
      : world.answer(asked),
  )
  const { summary } = await bench.pull()
  const [problem] = summary.files.flatMap((file) => file.problem ?? [])
  expect(problem?.what.en).toMatch(/^beta: .* gamma: .* delta: .* eps: .* zeta: .* And more: 1\.$/)
  expect(problem?.hint?.en.match(/right/g)).toHaveLength(1)
})

describe('a quota of the day that ends in the middle', () => {
  it('leaves no client unread for ever: those that were read least far come first', async () => {
    const logins = ['alfa', 'beta', 'gamma']
    const world = directWorld({ polls: () => 0, accounts: Object.fromEntries(logins.map((login) => [login, {}])) })
    let left = 0
    const setting = directWith('level: campaign, agency: true', onlySpend)
    await using bench = await openBench(setting, (asked) => (left-- > 0 ? world.answer(asked) : refusal(200, 152)))
    for (let day = 0; day < 6; day++) {
      left = 6
      await bench.pull()
      bench.clock.time += 86_400_000
    }
    const read = await sums(bench)
    expect(logins.filter((login) => read.get(`${login} 2026-07-19 RUB`))).toEqual(logins)
  })
})

it('a run that was sent away, or found all at rest, is not taken for a whole one', async () => {
  const world = amocrmWorld()
  const ban = { status: 403, headers: { 'content-type': 'text/html' }, body: '<html/>' }
  let isBanned = true
  await using bench = await openBench(amocrmSetting, (one) =>
    isBanned && one.path === '/api/v4/leads' ? ban : world.answer(one),
  )
  const claim = await bench.state.claim('project', 'test', 86_400_000)
  if (!claim.held) throw new Error('the lease of a test is free')
  const { lake: _, state: __, ...outside } = bench.rt
  const run = async () => {
    await runConnection(bench.rt, bench.connection, { fence: claim.fence, outside })
    return (await readMadeBy(bench.rt, bench.connection))?.readAt ?? null
  }
  expect(await run()).toBe(null)
  bench.clock.time += 600_000
  expect(await run()).toBe(null)
  isBanned = false
  bench.clock.time += 3_600_000
  expect(await run()).not.toBe(null)
})

it('a rest that a clock a year ahead has noted, of the resource and of the host, ends when the clock is put right', async () => {
  const world = amocrmWorld()
  const ban = { status: 403, headers: { 'content-type': 'text/html' }, body: '<html/>' }
  let isAhead = true
  await using bench = await openBench(amocrmSetting, (one) =>
    isAhead && one.path === '/api/v4/leads' ? ban : world.answer(one),
  )
  const today = bench.clock.time
  bench.clock.time += 365 * 86_400_000
  expect((await bench.pull()).resumeAt).toBeGreaterThan(bench.clock.time)
  isAhead = false
  bench.clock.time = today
  const { resumeAt, summary } = await bench.pull()
  expect(resumeAt).toBeUndefined()
  expect(summary.files.flatMap(({ problem }) => problem?.code ?? [])).toEqual([])
})

describe('a sentence where a code was promised', () => {
  const sentence = 'Ivan Petrov, +7 912 000-00-01, is not found'
  it.each([
    ['of the system', '/leads'],
    ['of the token server', '/token'],
  ])('is neither shown nor logged (%s)', async (_name, path) => {
    const world = toyWorld()
    const classify = ({ status }: WireResponse): Failure | undefined =>
      status === 418 ? { action: 'GrantAccess', code: sentence } : undefined
    await using bench = await openBench({ ...toySetting, source: { ...toy, classify } }, (one) =>
      one.path === path ? { status: 418, body: {} } : world.answer(one),
    )
    const told = await bench.pull().then(
      ({ summary }) => summary,
      (error: ConcordError) => error.problems,
    )
    const said = JSON.stringify(told) + bench.logged.join()
    expect(said).not.toMatch(/petrov|912/i)
    expect(said).toContain('HTTP_418')
  })
})

describe('a line that is not there is told apart', () => {
  const codeOf = (url: string) =>
    fetchHttp()
      .request({ method: 'GET', url })
      .catch((error) => error.code)

  it('an address that nobody has', async () => {
    expect(await codeOf('https://nowhere.invalid/?token=x')).toBe('NO_HOST')
  })

  it('a server that does not speak TLS, one that is not there', async () => {
    const server = await startReplay(() => ({}))
    const secure = server.url.replace('http:', 'https:')
    expect(await codeOf(secure)).toBe('NO_TLS')
    await server.stop()
    expect(await codeOf(secure)).toBe('NO_ANSWER')
  })
})
