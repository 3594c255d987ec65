import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { classifyStatus } from '#ingest/exchange/classify.ts'
import { wireText } from '#ingest/exchange/wire-response.ts'
import { yandexDirect } from '#ingest/sources/yandex-direct/index.ts'
import { directWith, isReport, onlySpend, periodOf, spendOf } from './builders/direct-runs.ts'
import { openBench } from './builders/test-source-run.ts'
import { directWorld, refusal } from './platforms/yandex-direct.ts'
import type { Asked, Reply } from './replay-server/server.ts'

describe('TSV is not a table (pitfall 2)', () => {
  it('gives the same rows with every combination of switches', async () => {
    const { rows: expected } = await spendOf(directWorld().answer)
    for (let i = 0; i < 16; i++) {
      const is = (bit: number) => (i & bit) > 0
      const switches = `title: ${is(1)}, columns: ${is(2)}, summary: ${is(4)}, micros: ${is(8)}`
      const { rows, problems } = await spendOf(directWorld().answer, `report: {${switches}}`)
      expect([switches, problems, rows]).toEqual([switches, [], expected])
    }
  })

  it('of a million rows and a larger or missing total is split', () => {
    const head = 'Date\tCampaignId\tClicks\tCost\n'
    const rows = '2026-07-01\t1\t1\t1.00\n'.repeat(1_000_000)
    const verdict = (text: string) => yandexDirect.classify(wireText(text, 200, {}))
    expect(verdict(`${head}${rows}Total rows: 1000001\n`)).toMatchObject({ action: 'SplitSlice' })
    expect(verdict(`"X (2026-07-01 - 2026-07-02)"\n${head}${rows}`)).toMatchObject({ action: 'SplitSlice' })
    expect(verdict(rows)).toMatchObject({ action: 'SplitSlice' })
    expect(verdict(`${head}${rows}Total rows: 1000000\n`)).toBeUndefined()
    expect(verdict(`${head}${rows.slice(rows.indexOf('\n') + 1)}`)).toBeUndefined()
  })

  it('too heavy for the server is asked for offline, then for fewer days', async () => {
    const world = directWorld()
    const heavy = (asked: Asked): Reply => {
      const days = isReport(asked) ? periodOf(asked).map((day) => Date.parse(day)) : [0, 0]
      return days[1]! - days[0]! >= 2 * 86_400_000 ? refusal(502, 1002) : world.answer(asked)
    }
    const { rows, problems, asked } = await spendOf(heavy)
    expect(problems).toEqual([])
    expect(rows).toEqual((await spendOf(directWorld().answer)).rows)
    expect(asked.slice(0, 2).map(({ headers }) => headers.processingmode)).toEqual(['auto', 'offline'])
    expect(asked[0]!.body).toBe(asked[1]!.body)
  })

  it('without its last line is asked for again, and taken when the same comes twice', async () => {
    const { rows: expected } = await spendOf(directWorld().answer)
    const cut = (when: (nth: number) => boolean, spoil: (text: string) => string) => {
      const world = directWorld({ polls: () => 0 })
      let nth = 0
      return (asked: Asked): Reply => {
        const reply = world.answer(asked)
        return isReport(asked) && when(nth++) ? { ...reply, body: spoil(String(reply.body)) } : reply
      }
    }
    const halved = await spendOf(
      cut(
        (nth) => nth === 0,
        (text) => text.slice(0, text.lastIndexOf('\n', text.length / 2)),
      ),
    )
    expect([halved.problems, halved.rows]).toEqual([[], expected])
    const silent = await spendOf(
      cut(
        () => true,
        (text) => text.replace(/Total rows.*\n$/, ''),
      ),
    )
    expect([silent.problems, silent.rows]).toEqual([[], expected])
    // Rows lost in the middle: the last line tells.
    const holed = await spendOf(
      cut(
        (nth) => nth === 1,
        (text) => text.replace(/\n.*\n/, '\n'),
      ),
    )
    expect([holed.problems, holed.rows]).toEqual([[], expected])
    const doubled = await spendOf(
      cut(
        (nth) => nth === 1,
        (text) => text + text,
      ),
    )
    expect(doubled.problems).toEqual(['SHAPE'])
  })

  it('with no rows at all is a slice like any other', async () => {
    const world = directWorld({ polls: () => 0 })
    const { problems, bench } = await spendOf((asked) => {
      const reply = world.answer(asked)
      return isReport(asked) ? { ...reply, body: `${String(reply.body).split('\n')[0]}\nTotal rows: 0\n` } : reply
    })
    expect(problems).toEqual([])
    expect(Object.keys(await bench.records())).toHaveLength(19)
    expect(await bench.rows('spend')).toEqual([])
  })
})

describe('the code of an error (pitfall 3)', () => {
  const folder = resolve(import.meta.dirname, 'fixtures/sources/yandex_direct/errors')
  const bodies = readdirSync(folder).map((name) => ({ name, ...JSON.parse(readFileSync(join(folder, name), 'utf8')) }))

  it('is error_code: under any other name the action is lost', () => {
    const mattering = bodies.filter(({ body, status, expect: { action } }) => {
      return body.error?.error_code && status !== 502 && !['FixContract', 'RetryWithBackoff'].includes(action)
    })
    expect(mattering.length).toBeGreaterThan(5)
    for (const { status, headers = {}, body, expect: expected } of mattering) {
      const renamed = JSON.stringify(body).replace('"error_code"', '"code"')
      const response = wireText(renamed, status, headers)
      expect((yandexDirect.classify(response) ?? classifyStatus(response, 0))?.action).not.toBe(expected.action)
    }
  })
})

describe('slices (pitfall 4)', () => {
  it.each([1, 2, 3, 5, 8, 9, 10, 11])(
    'of %i days cover 1 to 10 without overlap, the last day included',
    async (size) => {
      const spend = { ...yandexDirect.resources.spend!, window: { kind: 'days', trailing: 4, slice: size } as const }
      const source = { ...yandexDirect, resources: { spend } }
      const now = Date.UTC(2026, 6, 11, 9)
      const bench = await openBench(
        { ...directWith('level: campaign', onlySpend), source, now },
        directWorld({ polls: () => 0 }).answer,
      )
      await using _ = bench
      await bench.pull()
      const periods = bench.server.asked.filter(isReport).map(periodOf)
      expect(periods).toHaveLength(Math.ceil(10 / size))
      expect(periods[0]![0]).toBe('2026-07-01')
      expect(periods.at(-1)![1]).toBe('2026-07-10')
      const days = new Set((await bench.rows('spend')).map(({ date }) => date))
      expect(days.size).toBe(10)
      expect(await bench.rows('spend')).toHaveLength(30)
    },
  )
})
