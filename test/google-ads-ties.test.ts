import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Mapped } from '#ingest/mapping/mapped.ts'
import { gatherSpend } from '#ingest/sources/google-ads/ties.ts'

const place = { account: '1', date: '2026-08-01', currency: 'EUR' }
const spent = fc.record({
  campaign_id: fc.constantFrom('a', 'b'),
  ad: fc.constantFrom(null, '51', '52'),
  keyword: fc.constantFrom(null, 'диван'),
  cost_micros: fc.bigInt({ min: 0n, max: 10n ** 15n }),
  clicks: fc.option(fc.nat(100)),
})

const rows = fc.array(spent, { maxLength: 20 }).map((all): readonly Mapped[] =>
  all.map(({ campaign_id, ad, keyword, cost_micros, clicks }) => ({
    record: 'spend',
    row: {
      ...{ ...place, campaign_id, ad_group_id: ad && '5', ad_id: ad, keyword: ad && keyword },
      ...{ cost_micros, clicks, impressions: null },
    },
  })),
)

const total = (mapped: readonly Mapped[], campaign: string) =>
  mapped.reduce((sum, { row }) => (row.campaign_id === campaign ? sum + (row.cost_micros as bigint) : sum), 0n)

it('what is spent once is the campaign’s total, whatever the finer levels say', () => {
  fc.assert(
    fc.property(rows, (given) => {
      const campaigns = given.filter(({ row }) => row.ad_id === null)
      const made = gatherSpend(given)
      for (const id of ['a', 'b']) {
        if (campaigns.some(({ row }) => row.campaign_id === id)) expect(total(made, id)).toBe(total(campaigns, id))
      }
      expect(made.every(({ row }) => row.clicks === null || Number(row.clicks) >= 0)).toBe(true)
    }),
  )
})

it('comes out the same in whatever order the rows came', () => {
  const told = (mapped: readonly Mapped[]) => mapped.map(({ row }) => Object.values(row).map(String).join('|')).sort()
  fc.assert(
    fc.property(rows, (given) => {
      expect(told(gatherSpend(given.toReversed()))).toEqual(told(gatherSpend(given)))
    }),
  )
})
