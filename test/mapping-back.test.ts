import { expect, it } from 'vitest'
import { pullConnection } from '#ingest/pull/pull.ts'
import { openBench } from './builders/test-source-run.ts'
import { amocrmSetting, amocrmWorld } from './platforms/amocrm.ts'

const newest = (rows: readonly Record<string, unknown>[]) => {
  const found = new Map<string, Record<string, unknown>>()
  for (const row of rows) {
    const id = `${row.lead_id}/${row.field}`
    const other = found.get(id)
    const place = (one: Record<string, unknown>) => `${one.noted_at} ${one.pulled_at}`
    if (!other || place(row) > place(other)) found.set(id, row)
  }
  return [...found.values()].map(({ lead_id, field, value_text }) => `${lead_id} ${field} ${value_text}`).sort()
}

it('sync --full-refresh after a mapping is put back gives what it gave at first', async () => {
  await using bench = await openBench(amocrmSetting, amocrmWorld().answer)
  const wrong = { ...bench.connection, fields: { ...bench.connection.fields, region: '2' } }
  await bench.pull()
  const first = newest(await bench.rows('lead_field'))
  bench.clock.time += 86_400_000
  await pullConnection(bench.rt, amocrmSetting.source, wrong, { fullRefresh: true, remake: true })
  bench.clock.time += 86_400_000
  await bench.pull({ fullRefresh: true, remake: true })
  expect(newest(await bench.rows('lead_field'))).toEqual(first)
})

it('sync --since after a change of the mapping leaves no row out', async () => {
  await using bench = await openBench(amocrmSetting, amocrmWorld().answer)
  const none = { ...bench.connection, fields: {} }
  await pullConnection(bench.rt, amocrmSetting.source, none, {})
  bench.clock.time += 1_000
  await bench.pull({ since: '2026-07-01' })
  const again = newest(await bench.rows('lead_field'))
  await using other = await openBench(amocrmSetting, amocrmWorld().answer)
  await other.pull()
  expect(again).toEqual(newest(await other.rows('lead_field')))
})
