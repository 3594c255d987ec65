import { describe, expect, it } from 'vitest'
import { parseConnection } from '#ingest/connections.ts'
import { urlOf } from '#ingest/exchange/address.ts'
import { replayConnection } from '#ingest/replay.ts'
import type { SourceConnection } from '#ingest/source-connection.ts'
import { yandexDirect } from '#ingest/sources/yandex-direct/index.ts'
import { directWith, isReport, sums } from './builders/direct-runs.ts'
import { openBench } from './builders/test-source-run.ts'
import { directWorld, directYaml } from './platforms/yandex-direct.ts'

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
