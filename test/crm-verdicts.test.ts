import { describe, expect, it } from 'vitest'
import { dealRecords, leadRecords } from '#ingest/sources/bitrix24/records.ts'
import { rowOf } from '#ingest/sources/bitrix24/wire-row.ts'
import { verdictsOf } from '#ingest/sources/crm/criteria.ts'
import type { FieldReader } from '#ingest/sources/crm/field-reader.ts'

const noon = Date.UTC(2026, 5, 1, 12)

describe('a verdict that stands on the lead alone, or on its deal alone', () => {
  const at = '2026-06-01T12:00:00+00:00'
  const lead = { ID: '21', STATUS_ID: 'NEW', DATE_CREATE: at, DATE_MODIFY: at }
  const deal = {
    ID: '7',
    LEAD_ID: '21',
    STAGE_ID: 'NEW',
    DATE_CREATE: at,
    DATE_MODIFY: at,
    OPPORTUNITY: '1',
    CURRENCY_ID: 'RUB',
  }
  const said = (leadFields: object, dealFields: object, verdict = 'UF_CRM_V', of = 'verdict') => {
    const connection = { fields: { verdict, region: 'UF_CRM_R' }, stages: {} }
    const ask = { connection, facts: {}, settings: { items: [], portal: 'a.bitrix24.ru' } } as never
    const found = [
      ...leadRecords(rowOf({ ...lead, ...leadFields } as never), ask),
      ...dealRecords(rowOf({ ...deal, ...dealFields } as never), ask),
    ]
    return found.flatMap(({ record, row }) => (record === of ? [of === 'verdict' ? row.verdict : row.value_text] : []))
  }

  it('is not emptied by the other one, which was made in the same second and has no such field', () => {
    expect(said({ UF_CRM_V: 'Target' }, {})).toEqual(['Target'])
    expect(said({}, { UF_CRM_V: 'Target' })).toEqual(['Target'])
  })

  it('nor is a field of the lead', () => {
    const noted = (leadFields: object, dealFields: object) => said(leadFields, dealFields, 'UF_CRM_V', 'lead_field')
    expect(noted({ UF_CRM_R: 'North' }, {})).toEqual(['North'])
    expect(noted({ UF_CRM_R: 'North' }, { UF_CRM_R: '' })).toEqual(['North', null])
  })

  it('is emptied where its field is, and where it is mapped no more', () => {
    expect(said({ UF_CRM_V: null }, {})).toEqual([null])
    expect(said({}, { ufCrm_V: '' })).toEqual([null])
    expect(said({}, {}, '')).toEqual([null, null])
  })
})

it('a verdict with a date of its own is gone once it is taken back, though the date still stands', () => {
  const reader = (verdict: string | null): FieldReader => ({
    text: (...words) => (words.includes('verdict') ? verdict : null),
    ...{ number: () => null, money: () => null, byCode: () => null },
    instant: (word) => (word === 'verdict_at' ? noon + 1000 : null),
  })
  const of = (verdict: string | null) =>
    verdictsOf('1', noon, reader(verdict), { fields: { verdict: '7', verdict_at: '9' } }).map(({ row }) => [
      row.given_at,
      row.verdict,
    ])
  expect(of('Target')).toEqual([
    [noon + 1000, 'Target'],
    [noon, null],
  ])
  // The emptied place tells that what stood under another date is put aside: stg_verdict_void.
  expect(of(null)).toEqual([[noon, null]])
})

describe("marketing's answer", () => {
  const noted = (answer: string | null, answer_at: number | null) => {
    const fields: FieldReader = {
      text: (...words) => (words.includes('answer') ? answer : null),
      ...{ number: () => null, money: () => null, byCode: () => null, instant: () => answer_at },
    }
    const said = verdictsOf('1', noon, fields, { fields: { answer: '7', answer_at: '9' } })
    return said.map(({ row }) => [row.act, row.given_at])
  }

  it('stands under its own date, and its place on the card tells when it was taken back', () => {
    expect(noted('Принято', noon + 1000)).toEqual([
      ['accept', noon + 1000],
      ['unanswered', noon],
    ])
    expect(noted('Спорно', null)).toEqual([['dispute', noon]])
    expect(noted(null, noon + 1000)).toEqual([['unanswered', noon]])
  })
})
