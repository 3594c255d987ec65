import { expect, it } from 'vitest'
import type { RunProject } from '#test/builders/project-run.ts'

export const kpi = (month: string, name: string) =>
  `select numerator, denominator, status from fct_kpi where month = '${month}' and kpi = '${name}' and basis = 'cohort'`

const row = (name: string, [requests, valid, qualified, notTarget]: readonly number[], roubles: bigint) => ({
  campaign_name: name,
  requests,
  valid,
  qualified,
  not_target: notTarget,
  spend_micros: roubles * 1_000_000n,
})

/** What the story of the demo company says, in numbers. The company is run once, where its other numbers are judged too. */
export function testDemoNumbers(demo: () => RunProject): void {
  it('quarantines the two impossible dates and keeps the copied spend row', () => {
    const { crm, direct, vk } = demo().synced
    expect(crm!.total).toMatchObject({ quarantined: 1, codes: { DATE: 1 } })
    expect(direct!.total).toMatchObject({ quarantined: 1, codes: { DATE: 1 } })
    expect(vk!.records.spend).toMatchObject({ copies: 1 })
  })

  it('ends with its last request and with no check that complains', () => {
    expect(demo().built.asOf).toBe('2026-10-31')
    expect(demo().built.checks.filter((check) => check.severity === 'block' && check.rows > 0)).toEqual([])
  })

  it('shows the fall of the SQL share against the plan', async () => {
    expect(await demo().query(kpi('2026-10', 'sql_share'))).toEqual([
      { numerator: 56, denominator: 126, status: 'below' },
    ])
    expect(await demo().query(kpi('2026-09', 'sql_share'))).toEqual([
      { numerator: 58, denominator: 111, status: 'on_plan' },
    ])
  })

  it('shows which campaign did it', async () => {
    const rows = await demo().query(
      `select campaign_name, sum(requests) as requests, sum(valid_leads) as valid, sum("sql") as qualified,
        sum(verdict_not_target) as not_target, sum(spend_micros) as spend_micros
      from fct_funnel where month = '2026-10' and basis = 'cohort' and channel = 'vk_ads'
      group by campaign_name order by campaign_name`,
    )
    expect(rows).toEqual([
      row('Дома · похожая аудитория', [14, 11, 4, 6], 13_300n),
      row('Ретаргетинг · сайт', [10, 7, 2, 4], 7_600n),
      row('Участки · лето', [38, 24, 3, 17], 14_400n),
    ])
  })

  it('counts a second card of the same person as no second request', async () => {
    const rows = await demo().query(
      `select count(*) as cards, count_if(is_request) as requests, count_if(is_valid) as valid
      from fct_leads where cohort_month = '2026-10'`,
    )
    expect(rows[0]).toMatchObject({ requests: 158, valid: 126 })
    expect(Number(rows[0]!.cards)).toBeGreaterThan(158)
  })

  it('counts the revenue of the month by payment', async () => {
    const rows = await demo().query(
      `select count(*) as deals, sum(revenue_micros) as revenue_micros from fct_deals
      where is_won and won_at >= timestamp '2026-10-01 00:00:00'`,
    )
    expect(rows).toEqual([{ deals: 26, revenue_micros: 2_478_000_000_000n }])
  })
}
