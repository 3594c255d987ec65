import { expect, it } from 'vitest'
import { guardBody } from '#ingest/exchange/guard.ts'
import { readCase } from '#ingest/pull/read-case.ts'
import type { Slice } from '#ingest/source.ts'
import { bitrix24 } from '#ingest/sources/bitrix24/index.ts'
import { listRequest } from '#ingest/sources/bitrix24/lists.ts'
import { bitrix24Setting } from './platforms/bitrix24.ts'

it('a list that comes in an order of its own, but with a place to go on at, is read by places', () => {
  const rows = Array.from({ length: 50 }, (_, i) => ({ ID: String(900 - i), DATE_CREATE: '2026-07-01T10:00:00+03:00' }))
  const read = (next: string | null, body: object) =>
    readCase(bitrix24, bitrix24Setting.yaml(''), { resource: 'deals', next }, JSON.stringify(body))
  const first = read(null, { result: rows, next: 50, total: 53 })
  expect(first).toMatchObject({ next: 'at:50', total: 53, bad: [] })
  expect(first.rows.length).toBe(50)
  const second = read('at:50', { result: rows.slice(0, 3), total: 53 })
  expect(second).toMatchObject({ next: null, bad: [] })
  expect(second.rows.length).toBe(3)
  const ask = { next: 'at:50', slice: { from: '', to: '' } }
  expect(JSON.parse(String(listRequest('crm.deal.list', ask, {}).body))).toMatchObject({
    start: 50,
    filter: { '>ID': '0' },
  })
  // Where ids are the cursor they have to come in order.
  const history = { result: { items: rows.map(({ ID }) => ({ ID })) }, next: 50 }
  const asked = { resource: 'stage_history', item: { id: 'deal' } }
  expect(() => readCase(bitrix24, bitrix24Setting.yaml(''), asked, JSON.stringify(history))).toThrow('unordered')
})

it('of people in any spelling only hashes are kept', () => {
  const { personal } = bitrix24.resources.items!
  const person = {
    ...{ phone: '+79005556677', phoneMobile: '+79005556677', phoneWork: 79005556677, phoneMailing: '' },
    ...{ email: 'someone@example.org', emailHome: 'someone@example.org', emailWork: 'someone@example.org' },
    ...{ searchContent: 'Someone +79005556677', shortName: 'Someone', skype: 'someone', login: 'someone' },
  }
  const body = JSON.stringify({ result: { items: [{ id: 1, ...person }] } })
  const kept = guardBody(body, { personal, region: 'RU', key: Buffer.alloc(32, 7) })
  expect(kept).not.toMatch(/5556677|someone/i)
  expect(kept).toMatch(/"phone":"h1:[0-9a-f]{32}"/)
  const activity = { PROVIDER_DATA: 'someone', PROVIDER_PARAMS: { USER_CODE: 'someone' }, FILES: [{ name: 'someone' }] }
  const rules = { personal: bitrix24.resources.activities!.personal, region: 'RU', key: Buffer.alloc(32, 7) }
  expect(guardBody(JSON.stringify({ result: [{ ID: '1', ...activity }] }), rules)).not.toContain('someone')
})

it('a phone that somebody wrote into a mapped field is no criterion', () => {
  const row = { ID: '1', DATE_CREATE: '2026-07-01T10:00:00+03:00', UF_CRM_REGION: 'звонить 8 (900) 555-66-77' }
  const { rows } = readCase(
    bitrix24,
    bitrix24Setting.yaml(''),
    { resource: 'leads' },
    JSON.stringify({ result: [{ ...row, UF_CRM_BUDGET: '81000|RUB' }] }),
  )
  const criteria = rows.filter(({ record }) => record === 'lead_field').map(({ row }) => row.value_text)
  expect(criteria).toEqual([null, '81000'])
})

it('an option that was deleted from a list is no value of the field, and not its number', () => {
  const facts = { lead: { ufcrmregion: { 45: 'Москва', 46: 'Тверь' } } }
  const read = (UF_CRM_REGION: unknown) => {
    const body = JSON.stringify({ result: [{ ID: '1', DATE_CREATE: '2026-07-01T10:00:00+03:00', UF_CRM_REGION }] })
    const { rows } = readCase(bitrix24, bitrix24Setting.yaml(''), { resource: 'leads', facts }, body)
    return rows.find(({ record, row }) => record === 'lead_field' && row.field === 'region')?.row.value_text
  }
  expect([read('45'), read(['46', '47']), read('47'), read('Казань')]).toEqual(['Москва', 'Тверь', null, 'Казань'])
})

it('in a portal without leads a deal names itself as the request', () => {
  const yaml = bitrix24Setting.yaml('').replace('scan_days: 1', 'items: [{type: 2, as: lead}]')
  const body = JSON.stringify({ result: [{ ID: '55', DATE_CREATE: '2026-07-01T10:00:00+03:00', LEAD_ID: null }] })
  const read = (asked: { readonly resource: string; readonly slice?: Slice }, answered: string) =>
    readCase(bitrix24, yaml, asked, answered).rows
  expect(read({ resource: 'deals' }, body)[0]?.row).toMatchObject({ deal_id: '55', lead_id: '2-55' })
  // What was deleted is gone as both.
  const slice = { from: '', to: '', ids: ['2-55', '2-56'] }
  const there = JSON.stringify({ result: { result: { ids_0: [{ ID: '55' }] }, result_error: [] } })
  const gone = read({ resource: 'deletions', slice }, there).map(({ record, row }) => [
    record,
    row.deal_id ?? row.lead_id,
  ])
  expect(gone).toEqual([
    ['deal', '56'],
    ['lead', '2-56'],
  ])
})

it('a criterion that was emptied in the deal is emptied where the deal had noted it', () => {
  const read = (UF_CRM_REGION: string | null) => {
    const row = { ID: '9', DATE_CREATE: '2026-07-05T10:00:00+03:00', LEAD_ID: '7', UF_CRM_REGION }
    const { rows } = readCase(
      bitrix24,
      bitrix24Setting.yaml(''),
      { resource: 'deals' },
      JSON.stringify({ result: [row] }),
    )
    const found = rows.find(({ record, row }) => record === 'lead_field' && row.field === 'region')?.row
    return [found?.lead_id, found?.value_text, found?.noted_at]
  }
  const then = Date.UTC(2026, 6, 5, 7)
  expect([read('Тверь'), read('')]).toEqual([
    ['7', 'Тверь', then],
    ['7', null, then],
  ])
})

it('a deal whose lead is 0 may still name the lead that it comes from', () => {
  const row = { id: 9, createdTime: '2026-07-01T10:00:00+03:00', leadId: 0, parentId1: 7, contactId: 0 }
  const asked = { resource: 'items', item: { id: '2', facts: { as: 'deal' } } }
  const { rows } = readCase(bitrix24, bitrix24Setting.yaml(''), asked, JSON.stringify({ result: { items: [row] } }))
  expect(rows[0]?.row).toMatchObject({ deal_id: '9', lead_id: '7', contact_id: null })
})
