import { afterEach, beforeEach, expect, test } from 'vitest'
import { addAgreement, storeAgreement } from '#aggregate/agreement-store.ts'
import { findSpan } from '#aggregate/as-of.ts'
import { addRecords, listRecords } from '#aggregate/inputs.ts'
import { duckdbWarehouse } from '#shared/warehouse/duckdb.ts'
import { putRecords, type SmallProject, smallAgreement, smallProject } from '#test/builders/small-project.ts'

let project: SmallProject
beforeEach(async () => {
  project = await smallProject()
})
afterEach(() => project.remove())

const at = (text: string): number => Date.parse(`${text.replace(' ', 'T')}Z`)

async function span(until?: string) {
  const { lake, scratch } = project.rt
  const objects = await listRecords(lake)
  await storeAgreement(lake, smallAgreement())
  const session = await duckdbWarehouse({ lakeRoot: lake, scratch }).open()
  await addRecords(session, objects)
  await addAgreement(session, 'v1')
  const found = await findSpan(session, objects, smallAgreement(), until)
  await session.close()
  return found
}

test('days are those of the company: 22:30 UTC is the next day in Moscow', async () => {
  expect(await span()).toEqual({
    asOf: '2024-02-01',
    observed: [
      { source: 'ads', record: 'spend', observed_from: '2024-01-30', newest: '2024-01-31' },
      { source: 'ads', record: 'lead', observed_from: '2024-02-01', newest: '2024-02-01' },
    ],
  })
})

test('a payment or a closing date ahead does not move the day', async () => {
  const { lake } = project.rt
  const payment = {
    account: 'main',
    payment_id: 'p',
    paid_at: at('2024-12-31 00:00:00'),
    amount_micros: 1n,
    currency: 'RUB',
    pulled_at: 0,
  }
  await putRecords(lake, 'payment', '2024-12', [payment])
  const deal = {
    account: 'main',
    deal_id: 'd',
    created_at: at('2024-01-05 10:00:00'),
    closed_at: at('2025-01-01 00:00:00'),
    pulled_at: 0,
  }
  await putRecords(lake, 'deal', '2024-01', [deal])
  const { asOf, observed } = await span()
  expect(asOf).toBe('2024-02-01')
  expect(observed).toContainEqual({
    source: 'ads',
    record: 'payment',
    observed_from: '2024-12-31',
    newest: '2024-12-31',
  })
})

test('a change does', async () => {
  const change = {
    account: 'main',
    entity: 'lead',
    entity_id: 'x',
    to_stage: 'won',
    changed_at: at('2024-02-10 20:59:59'),
    pulled_at: 0,
  }
  await putRecords(project.rt.lake, 'stage_change', '2024-02', [change])
  expect((await span()).asOf).toBe('2024-02-10')
})

test('a mistyped year does not move the day, in a date or in an instant', async () => {
  const { lake } = project.rt
  const spend = { account: 'main', date: '2062-01-05', cost_micros: 1n, currency: 'RUB', pulled_at: 0 }
  await putRecords(lake, 'spend', '2062-01', [spend])
  const lead = { account: 'main', lead_id: 'l9', created_at: at('2062-01-05 10:00:00'), pulled_at: 0 }
  await putRecords(lake, 'lead', '2062-01', [lead])
  expect((await span()).asOf).toBe('2062-01-05')
  expect((await span('2026-11-23')).asOf).toBe('2024-02-01')
})
