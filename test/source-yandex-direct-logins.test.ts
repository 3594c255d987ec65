import { describe, expect, it } from 'vitest'
import { parseConnection } from '#ingest/connection/connections.ts'
import { pullConnection } from '#ingest/pull/pull.ts'
import type { SourceConnection } from '#ingest/source-connection.ts'
import { directWith, isReport, onlySpend, sums } from './builders/direct-runs.ts'
import { openBench } from './builders/test-source-run.ts'
import { directSetting, directWorld, directYaml, refusal } from './platforms/yandex-direct.ts'
import type { Asked } from './replay-server/server.ts'

describe('an advertiser that has been read under one login', () => {
  const both = {
    shop: { clientId: 7 },
    'shop-rep': { clientId: 7 },
    beta: { clientId: 8 },
    'beta-rep': { clientId: 8 },
  }
  const rowsOn = async (bench: Awaited<ReturnType<typeof openBench>>, day: string) =>
    (await bench.rows('spend')).filter(({ date }) => date === day).length

  it.each([
    ['beta, beta-rep', 'beta-rep, beta'],
    ['beta', 'beta-rep'],
    ['shop-rep', ''],
    ['', 'shop-rep'],
  ])('is not read a second time under another one (%s, then %s)', async (first, second) => {
    const world = directWorld({ polls: () => 0, accounts: both })
    const bench = await openBench(directWith(`level: campaign, logins: [${first}]`, onlySpend), world.answer)
    await using _ = bench
    await bench.pull()
    const once = await rowsOn(bench, '2026-07-05')
    expect(once).toBeGreaterThan(0)
    bench.clock.time += 86_400_000
    const yaml = directYaml(bench.server.url, `level: campaign, logins: [${second}]`, onlySpend)
    const connection = parseConnection(yaml, 'connections/direct.yaml', () => directSetting.source) as SourceConnection
    await pullConnection(bench.rt, directSetting.source, connection)
    for (const day of ['2026-07-05', '2026-07-20']) expect(await rowsOn(bench, day)).toBe(once)
  })

  it('named as before, is not read again by a version that knows the owner of the token', async () => {
    const world = directWorld({ polls: () => 0, accounts: both })
    let isNameless = true
    const isOwner = ({ path, headers }: Asked) => path.endsWith('/clients') && headers['client-login'] === undefined
    const answer = (asked: Asked) => (isNameless && isOwner(asked) ? refusal(400, 8000) : world.answer(asked))
    const bench = await openBench(directWith('level: campaign, logins: [shop]', onlySpend), answer)
    await using _ = bench
    await bench.pull()
    const once = await rowsOn(bench, '2026-07-05')
    isNameless = false
    bench.clock.time += 86_400_000
    await bench.pull()
    expect(await rowsOn(bench, '2026-07-05')).toBe(once)
  })
})

describe('a named client whose units are spent when its name is asked for', () => {
  it('is read another time, and keeps nobody else away', async () => {
    const world = directWorld({ polls: () => 0, accounts: { alfa: {}, beta: {} } })
    const isSpent = ({ path, headers }: Asked) => path.endsWith('/clients') && headers['client-login'] === 'alfa'
    const answer = (asked: Asked) => (isSpent(asked) ? refusal(400, 152) : world.answer(asked))
    const bench = await openBench(directWith('level: campaign, logins: [alfa, beta]', onlySpend), answer)
    await using _ = bench
    const { summary } = await bench.pull()
    expect(summary.files.flatMap(({ problem }) => problem?.code ?? [])).toEqual(['152'])
    expect(new Set((await bench.rows('spend')).map(({ account }) => account))).toEqual(new Set(['beta']))
  })
})

describe('a client that has to rest', () => {
  it.each([
    ['before one that is refused', 'alfa', 'beta'],
    ['after one that is refused', 'beta', 'alfa'],
  ])('%s does not hide the refusal, nor is it taken for one', async (_name, resting, refused) => {
    const world = directWorld({ polls: () => 0, accounts: { alfa: {}, beta: {}, gamma: {} } })
    const answer = (asked: Asked) => {
      const login = asked.headers['client-login']
      if (!isReport(asked) || login === 'gamma') return world.answer(asked)
      return refusal(400, login === resting ? 152 : login === refused ? 54 : 0)
    }
    const setting = directWith('level: campaign, goals: [11], agency: true', 'resources: [spend, conversions]')
    const bench = await openBench(setting, answer)
    await using _ = bench
    const pulled = await bench.pull()
    const problems = pulled.summary.files.flatMap(({ problem }) => problem ?? [])
    const failed = problems.filter((problem) => !pulled.rests?.includes(problem))
    expect(pulled.resumeAt).toBeGreaterThan(bench.clock.time - 60_000)
    expect(pulled.rests?.map(({ code }) => code)).toEqual(['152', '152'])
    expect(failed.map(({ code }) => code)).toEqual(['54', '54'])
  })
})

it.each([54, 3000])('a client whose name is refused for once (%s) keeps what was read', async (code) => {
  const world = directWorld({ polls: () => 0, accounts: { alfa: {}, beta: {} } })
  let isDenied = false
  const isName = ({ path, headers }: Asked) => path.endsWith('/clients') && headers['client-login'] === 'alfa'
  const answer = (asked: Asked) => (isDenied && isName(asked) ? refusal(400, code) : world.answer(asked))
  const bench = await openBench(directWith('level: campaign, logins: [alfa, beta]', onlySpend), answer)
  await using _ = bench
  await bench.pull()
  isDenied = true
  bench.clock.time += 86_400_000
  const { summary } = await bench.pull()
  expect(summary.files.flatMap(({ problem }) => problem?.code ?? [])).toEqual([String(code)])
  const found = await sums(bench)
  for (const [login, day] of [
    ['alfa', '2026-07-18'],
    ['beta', '2026-07-20'],
  ] as const) {
    expect(found.get(`${login} ${day} RUB`)).toBe(world.tables.total(login, day, false))
  }
})
