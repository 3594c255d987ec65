import { describe, expect, it } from 'vitest'
import { parseConnection } from '#ingest/connection/connections.ts'
import { pullConnection } from '#ingest/pull/pull.ts'
import type { SourceConnection } from '#ingest/source-connection.ts'
import { directWith, isReport, onlySpend, sums } from './builders/direct-runs.ts'
import { openBench } from './builders/test-source-run.ts'
import { directSetting, directWorld, directYaml, refusal } from './platforms/yandex-direct.ts'
import type { Asked } from './replay-server/server.ts'

describe.each([
  ['whose units are spent', 152],
  ['that may not ask what has changed', 3000],
])('a client %s', (_name, code) => {
  it('keeps neither its own cost away nor that of the others: two months are read again', async () => {
    const world = directWorld({ polls: () => 0, accounts: { alfa: {}, beta: {} } })
    const isAsking = ({ path, headers }: Asked) => path.endsWith('/changes') && headers['client-login'] === 'alfa'
    let isRefused = false
    const answer = (asked: Asked) => (isRefused && isAsking(asked) ? refusal(400, code) : world.answer(asked))
    const setting = directWith('level: campaign, agency: true', 'resources: [spend]')
    const bench = await openBench(setting, answer)
    await using _ = bench
    await bench.pull()
    isRefused = true
    world.restate('2026-07-05', bench.clock.time)
    bench.clock.time += 86_400_000
    const { summary } = await bench.pull()
    expect(summary.files.flatMap(({ problem }) => problem ?? [])).toEqual([])
    for (const login of ['alfa', 'beta']) {
      for (const day of ['2026-07-05', '2026-07-20']) {
        expect((await sums(bench)).get(`${login} ${day} RUB`)).toBe(world.tables.total(login, day, false))
      }
    }
  })

  it('hears later of what was corrected before these two months', async () => {
    const world = directWorld({ polls: () => 0 })
    let isRefused = false
    const answer = (asked: Asked) =>
      isRefused && asked.path.endsWith('/changes') ? refusal(400, code) : world.answer(asked)
    const setting = directWith('level: campaign', onlySpend)
    const yaml = (url: string) => setting.yaml(url).replace(/since: \S+/, 'since: 2026-04-01')
    const bench = await openBench({ ...setting, yaml }, answer)
    await using _ = bench
    await bench.pull()
    world.restate('2026-04-10', bench.clock.time)
    for (isRefused of [true, true, false]) {
      bench.clock.time += 86_400_000
      await bench.pull()
    }
    expect((await sums(bench)).get('shop 2026-04-10 RUB')).toBe(world.tables.total('shop', '2026-04-10', false))
  })
})

describe('an account that is read as the owner of the token, and then by its name', () => {
  it.each(['shop', 'Shop'])('is still one account (%s)', async (name) => {
    const world = directWorld({ polls: () => 0, accounts: { shop: {}, beta: {} } })
    const bench = await openBench(directWith('level: campaign', onlySpend), world.answer)
    await using _ = bench
    await bench.pull()
    bench.clock.time += 86_400_000
    const named = directYaml(bench.server.url, `level: campaign, logins: [${name}, beta]`, onlySpend)
    const connection = parseConnection(named, 'connections/direct.yaml', () => directSetting.source) as SourceConnection
    await pullConnection(bench.rt, directSetting.source, connection)
    const found = await sums(bench)
    expect(new Set([...found.keys()].map((key) => key.split(' ')[0]))).toEqual(new Set(['shop', 'beta']))
    for (const day of ['2026-07-05', '2026-07-20']) {
      expect(found.get(`shop ${day} RUB`)).toBe(world.tables.total('shop', day, false))
    }
  })

  it.each(['logins: [ANNA-shop]', 'agency: true', 'logins: [anna.shop]'])(
    'is called as Direct calls it (%s)',
    async (who) => {
      const world = directWorld({ polls: () => 0, accounts: { 'Anna.Shop': {} } })
      const answer = (asked: Asked) =>
        world.answer({ ...asked, headers: { ...asked.headers, 'client-login': 'Anna.Shop' } })
      const bench = await openBench(directWith(`level: campaign, ${who}`), answer)
      await using _ = bench
      await bench.pull()
      for (const record of ['spend', 'dictionary'] as const)
        expect(new Set((await bench.rows(record)).map(({ account }) => account))).toEqual(new Set(['Anna.Shop']))
    },
  )

  it('is one account under all of its logins', async () => {
    const accounts = { shop: { clientId: 7 }, 'shop-rep': { clientId: 7 }, beta: {} }
    const world = directWorld({ polls: () => 0, accounts })
    const pulled = async (logins: string) => {
      const bench = await openBench(directWith(`level: campaign, logins: [${logins}]`, onlySpend), world.answer)
      await using _ = bench
      await bench.pull()
      const reports = bench.server.asked.filter(isReport)
      return [...new Set(reports.map(({ headers }) => headers['client-login'] ?? '(own)'))]
    }
    expect(await pulled('shop-rep, beta')).toEqual(['shop-rep', 'beta'])
    expect(await pulled('beta, shop, shop-rep')).toEqual(['beta', 'shop'])
  })

  it('is not told apart by an answer about somebody else', async () => {
    const world = directWorld({ polls: () => 0, accounts: { alfa: {}, beta: {} } })
    const other = { result: { Clients: [{ Login: 'somebody', ClientId: 1, Currency: 'RUB' }] } }
    const answer = (asked: Asked) => (asked.path.endsWith('/clients') ? { body: other } : world.answer(asked))
    const bench = await openBench(directWith('level: campaign, logins: [alfa, beta]', onlySpend), answer)
    await using _ = bench
    await bench.pull()
    expect(new Set((await bench.rows('spend')).map(({ account }) => account))).toEqual(new Set(['alfa', 'beta']))
  })

  it('whose own name is refused (an agency) leaves its clients their names', async () => {
    const world = directWorld({ polls: () => 0, accounts: { alfa: {} } })
    const isNameless = ({ path, headers }: Asked) => path.endsWith('/clients') && headers['client-login'] === undefined
    const answer = (asked: Asked) => (isNameless(asked) ? refusal(400, 8000) : world.answer(asked))
    const bench = await openBench(directWith('level: campaign, logins: [alfa]', onlySpend), answer)
    await using _ = bench
    await bench.pull()
    const reports = bench.server.asked.filter(isReport)
    expect(new Set(reports.map(({ headers }) => headers['client-login']))).toEqual(new Set(['alfa']))
  })
})

it('days that were asked for again, in a run that was cut off at its first client, are read by the next', async () => {
  const world = directWorld({ polls: () => 0, accounts: { alfa: {}, beta: {} } })
  const bench = await openBench(directWith('level: campaign, agency: true', onlySpend), world.answer)
  await using _ = bench
  const { done } = await bench.pull({ since: '2026-06-10', deadline: bench.clock.now() + 3000 })
  expect(done).toBe(false)
  await bench.pull()
  for (const login of ['alfa', 'beta']) {
    expect((await sums(bench)).get(`${login} 2026-06-10 RUB`)).toBe(world.tables.total(login, '2026-06-10', false))
  }
})

it.each([undefined, '2026-06-10'])(
  'what was asked for a week ago and cut off is ended, and read up to today (%s)',
  async (since) => {
    const world = directWorld({ polls: () => 0, accounts: { alfa: {}, beta: {} } })
    const bench = await openBench(directWith('level: campaign, agency: true', onlySpend), world.answer)
    await using _ = bench
    const { done } = await bench.pull({ since: '2026-06-10', deadline: bench.clock.now() + 8000 })
    expect(done).toBe(false)
    world.restate('2026-06-12', bench.clock.time)
    bench.clock.time += 7 * 86_400_000
    await bench.pull({ since })
    for (const login of ['alfa', 'beta'])
      for (const day of ['2026-06-10', '2026-07-25'])
        expect((await sums(bench)).get(`${login} ${day} RUB`)).toBe(world.tables.total(login, day, false))
    const restated = (await sums(bench)).get('alfa 2026-06-12 RUB')
    expect(restated === world.tables.total('alfa', '2026-06-12', false)).toBe(since !== undefined)
  },
)
