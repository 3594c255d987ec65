import { expect, it } from 'vitest'
import { openBench } from './builders/test-source-run.ts'
import { ga4Setting, ga4World } from './platforms/ga4.ts'

it('a row that comes between two pages of a report is counted once', async () => {
  const world = ga4World()
  let asks = 0
  const yaml = (url: string) => `${ga4Setting.yaml(url)}resources: [traffic]\n`
  const bench = await openBench({ ...ga4Setting, yaml }, (asked) => {
    const reply = world.answer(asked)
    if (asked.path === '/token' || !asked.body.includes('"offset"')) return reply
    const { offset, limit } = JSON.parse(asked.body) as { offset: string; limit: string }
    const isMoved = ++asks > 1
    if (!isMoved || !asked.body.includes('"startDate":"2026-07-01"')) return reply
    // The whole report, with one more row in front.
    const whole = world.answer({
      ...asked,
      body: JSON.stringify({ ...JSON.parse(asked.body), offset: '0', limit: '1000' }),
    }).body as { rows: unknown[]; rowCount: number }
    const extra = {
      dimensionValues: ['20260701', '(aaa)', 'x', 'y'].map((value) => ({ value })),
      metricValues: ['1', '1', '0'].map((value) => ({ value })),
    }
    const rows = [extra, ...whole.rows]
    return {
      body: { ...whole, rows: rows.slice(Number(offset), Number(offset) + Number(limit)), rowCount: rows.length },
    }
  })
  await using _ = bench
  const { summary } = await bench.pull()
  expect(summary.files.flatMap(({ problem }) => problem?.code ?? [])).toEqual([])
  const of = (await bench.rows('traffic')).filter(({ date }) => String(date) <= '2026-07-07')
  expect(of.reduce((sum, { sessions }) => sum + Number(sessions), 0)).toBe(
    [1, 2, 3, 4, 5, 6, 7].reduce((s, d) => s + d * 3 + 3, 0) + 1,
  )
})
