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
