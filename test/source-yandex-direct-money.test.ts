import { describe, expect, it } from 'vitest'
import { parseConnection } from '#ingest/connection/connections.ts'
import { urlOf } from '#ingest/exchange/address.ts'
import { pullConnection } from '#ingest/pull/pull.ts'
import { readCase } from '#ingest/pull/read-case.ts'
import { replayConnection } from '#ingest/replay.ts'
import type { SourceConnection } from '#ingest/source-connection.ts'
import { yandexDirect } from '#ingest/sources/yandex-direct/index.ts'
import { directWith, isReport, onlySpend, sums } from './builders/direct-runs.ts'
import { openBench } from './builders/test-source-run.ts'
import { directWorld, directYaml, refusal } from './platforms/yandex-direct.ts'
import type { Asked } from './replay-server/server.ts'

describe('money', () => {
  for (const level of ['campaign', 'ad_group', 'ad', 'keyword'])
    for (const vat of [false, true])
      it(`is the platform's own total to the micro (${level}, ${vat ? 'with' : 'without'} VAT)`, async () => {
        const accounts = { 'shop.one': { currency: 'RUB' }, 'shop-two': { currency: 'KZT' } }
        const world = directWorld({ accounts })
        const bench = await openBench(directWith(`agency: true, level: ${level}, include_vat: ${vat}`), world.answer)
        await using _ = bench
        await bench.pull()
        const expected = Object.entries(accounts).flatMap(([login, { currency }]) =>
          world.days.map((day): [string, bigint] => [
            `${login} ${day} ${currency}`,
            world.tables.total(login, day, vat),
          ]),
        )
        expect([...(await sums(bench))].sort()).toEqual(expected.sort())
        expect(new Set((await bench.rows('spend')).map(({ vat_included }) => vat_included))).toEqual(new Set([vat]))
      })
})

it('is called with or without VAT as it was asked for, also where the setting changes in mid-slice', async () => {
  for (let requests = 1; requests <= 8; requests++) {
    const world = directWorld({ polls: () => 0 })
    const bench = await openBench(directWith('level: campaign', onlySpend), world.answer)
    await using _ = bench
    await bench.pull({ deadline: bench.clock.now() + requests * 1000 })
    const yaml = directYaml(bench.server.url, 'level: campaign, include_vat: true', onlySpend)
    const connection = parseConnection(yaml, 'connections/direct.yaml', () => yandexDirect) as SourceConnection
    await pullConnection(bench.rt, yandexDirect, connection)
    for (const day of ['2026-07-05', '2026-07-12']) {
      const rows = (await bench.rows('spend')).filter(({ date }) => date === day)
      const isGross = rows[0]!.vat_included === true
      const sum = rows.reduce((all, { cost_micros }) => all + (cost_micros as bigint), 0n)
      expect(sum).toBe(world.tables.total('shop', day, isGross))
    }
  }
})

describe('money in another unit than was asked for', () => {
  const read = (body: string) => {
    const slice = { from: '2026-07-01', to: '2026-07-02' }
    const item = { id: '', facts: { currency: 'RUB' } }
    return readCase(yandexDirect, directYaml('http://127.0.0.1:1', ''), { resource: 'spend', slice, item }, body)
  }
  const report = (...costs: readonly string[]) =>
    ['Date\tCampaignId\tClicks\tCost', ...costs.map((cost, i) => `2026-07-01\t${i + 1}\t${i}\t${cost}`)].join('\n')

  it.each([
    ['micros', ['12500000', '0', '--', '310000'], true],
    ['micros, and prices of a cent', ['10000', '20000', '450000'], true],
    ['whole amounts', ['10000', '20000', '90000'], false],
    ['one with decimals', ['12500000', '12.50'], false],
    ['amounts that no kopecks make', ['12500000', '12500001'], false],
    ['nothing', ['0', '--'], false],
  ])('%s where decimals were', (_name, costs, isRefused) => {
    const reading = () => read(report(...costs))
    if (isRefused) expect(reading).toThrow('another unit')
    else expect(reading).not.toThrow()
  })
})

describe('revenue in another unit than was asked for', () => {
  const read = (...cells: readonly string[]) => {
    const slice = { from: '2026-07-01', to: '2026-07-02' }
    const body = [
      'Date\tCampaignId\tConversions_11_AUTO\tRevenue_11_AUTO',
      ...cells.map((one) => `2026-07-01\t7\t${one}`),
    ]
    const asked = { resource: 'conversions', slice, item: { id: '' } }
    return readCase(yandexDirect, directYaml('http://127.0.0.1:1', ''), asked, body.join('\n'))
  }

  it('is refused, and whole amounts are not', () => {
    expect(() => read('5\t50000000000', '--\t--')).toThrow('another unit')
    expect(read('5\t50000', '1\t90000000').rows).toHaveLength(2)
    expect(read('5\t50000000000', '1\t12.50').rows).toHaveLength(2)
  })
})

describe('clients of an agency', () => {
  it('are read one by one, and a closed one does not stop the others', async () => {
    const accounts = { alpha: {}, closed: { isClosed: true }, 'o.mega': { currency: 'BYN' } }
    const world = directWorld({ accounts })
    const bench = await openBench(directWith('agency: true, goals: [11], use_operator_units: true'), world.answer)
    await using _ = bench
    const { done, summary } = await bench.pull()
    expect(done).toBe(true)
    expect(summary.files.map(({ problem }) => problem?.code)).toEqual(['54', '54', '54'])
    for (const record of ['spend', 'ad_conversion', 'dictionary'] as const)
      expect(new Set((await bench.rows(record)).map(({ account }) => account))).toEqual(new Set(['alpha', 'o.mega']))
    for (const { headers } of bench.server.asked.filter(isReport)) {
      expect(['alpha', 'closed', 'o.mega']).toContain(headers['client-login'])
      expect(headers['use-operator-units']).toBe('true')
    }
  })

  it('that are named stop each other no more', async () => {
    const world = directWorld({ accounts: { closed: { isClosed: true }, alpha: { currency: 'BYN' } } })
    const bench = await openBench(directWith('logins: [closed, alpha]', onlySpend), world.answer)
    await using _ = bench
    const { summary } = await bench.pull()
    expect(summary.files.map(({ problem }) => problem?.code)).toEqual(['54'])
    expect(new Set((await bench.rows('spend')).map(({ account }) => account))).toEqual(new Set(['alpha']))
  })

  it('are read once, however often and in whichever spelling they are named', async () => {
    const bench = await openBench(directWith('logins: [Al.pha, al-pha, Al.pha]', onlySpend), directWorld().answer)
    await using _ = bench
    await bench.pull()
    const reports = bench.server.asked.filter(isReport)
    expect(new Set(reports.map(({ headers }) => headers['client-login']))).toEqual(new Set(['Al.pha']))
  })

  it.each([
    ['stops all', '', ['54'], 0],
    ['stops nothing when the connection tells it', 'currency: KZT', [], 19 * 3],
  ])('a currency that is not to be read %s', async (_name, settings, codes, rows) => {
    const world = directWorld({ polls: () => 0 })
    const answer = (asked: Asked) => (asked.path.endsWith('/clients') ? refusal(200, 54) : world.answer(asked))
    const bench = await openBench(directWith(`${settings ? `${settings}, ` : ''}level: campaign`, onlySpend), answer)
    await using _ = bench
    const { summary } = await bench.pull()
    expect(summary.files.flatMap(({ problem }) => problem?.code ?? [])).toEqual(codes)
    const found = await bench.rows('spend')
    expect(found).toHaveLength(rows)
    expect(found.every(({ currency }) => currency === 'KZT')).toBe(true)
  })

  it('may be named instead', async () => {
    const world = directWorld({ accounts: { alpha: {}, beta: {} } })
    const bench = await openBench(directWith('logins: [beta]'), world.answer)
    await using _ = bench
    await bench.pull()
    expect(new Set((await bench.rows('spend')).map(({ account }) => account))).toEqual(new Set(['beta']))
  })

  it('come by pages, up to the last', async () => {
    const accounts = Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`client-${i}`, {}]))
    const bench = await openBench(
      directWith('agency: true, page_size: 2', 'resources: [campaigns]'),
      directWorld({ accounts }).answer,
    )
    await using _ = bench
    await bench.pull()
    expect(await bench.rows('dictionary')).toHaveLength(15)
  })
})

describe('replay', () => {
  it('knows how a page was asked for, whatever the settings say today', async () => {
    const world = directWorld({ accounts: { 'o.mega': { currency: 'BYN' } } })
    const bench = await openBench(directWith('agency: true, goals: [11], report: {micros: true}'), world.answer)
    await using _ = bench
    await bench.pull()
    const before = await bench.records()
    const yaml = directYaml('http://127.0.0.1:1', 'include_vat: true')
    const today = parseConnection(yaml, 'connections/direct.yaml', () => yandexDirect) as SourceConnection
    await replayConnection(bench.rt, yandexDirect, today)
    expect(await bench.records()).toEqual(before)
  })
})

describe('the sandbox', () => {
  it('is where the reports are asked for too', () => {
    const yaml = directYaml('http://x', 'sandbox: true').replace(/base_url.*\n/, '')
    const connection = parseConnection(yaml, 'connections/direct.yaml', () => yandexDirect) as SourceConnection
    const { host } = urlOf({ source: yandexDirect, connection }, { method: 'POST', path: 'json/v5/reports' })
    expect(host).toBe('api-sandbox.direct.yandex.com')
  })
})
