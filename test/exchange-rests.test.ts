import { describe, expect, it } from 'vitest'
import { readMadeBy } from '#ingest/connection/made-by.ts'
import { runConnection } from '#ingest/connection/run-connection.ts'
import { fetchHttp } from '#shared/http/fetch.ts'
import { directWith, onlySpend, sums } from './builders/direct-runs.ts'
import { openBench } from './builders/test-source-run.ts'
import { amocrmSetting, amocrmWorld } from './platforms/amocrm.ts'
import { directWorld, refusal } from './platforms/yandex-direct.ts'
import { startReplay } from './replay-server/server.ts'

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
