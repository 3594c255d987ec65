import { monthsBetween } from './calendar.ts'
import { type Campaign, campaigns, summerPlots } from './campaigns.ts'

/**
 * What happened, in counts. The numbers are set, not drawn, so that every seed tells the same story: until September half of the
 * valid leads are SQL; in October «Участки · лето» is opened to the whole country, brings cheap requests from other regions, the
 * blended CPL is the best ever and the SQL share falls to 44 %. Without that campaign the share is 52 %, as always.
 */
export interface CampaignMonth {
  readonly month: string
  readonly campaign: Campaign
  readonly spend: number
  readonly requests: number
  readonly valid: number
  readonly sql: number
  /** Valid leads that sales turned down, by reason; the rest of the valid were not reached, or nobody decided yet */
  readonly otherRegion: number
  readonly notTarget: number
  readonly unreached: number
  readonly inWork: number
  readonly untouched: number
}

export const months = monthsBetween('2025-09', '2026-10')
export const lastMonth = '2026-10'

const summerPlotsFrom = '2026-04'

const season: readonly number[] = [1.09, 1.13, 1.1, 1.09, 1.1, 1.12, 1.18, 1.12, 1.14, 1.1, 1.06, 1.03, 1.02, 1]
const sqlShare: readonly number[] = [
  0.513, 0.522, 0.517, 0.508, 0.519, 0.526, 0.516, 0.521, 0.512, 0.524, 0.518, 0.509, 0.523,
]
const dearness: readonly number[] = [1.06, 1.03, 1.05, 1.09, 1.07, 1.04, 1.02, 1.05, 1.03, 1.06, 1.04, 1.07, 1.02, 1]

/** October by campaign id, or by utm_source where there is no campaign: how the valid leads end. */
const october: Readonly<Record<string, Partial<CampaignMonth>>> = {
  70514201: { otherRegion: 1, notTarget: 2, unreached: 1, inWork: 0, untouched: 1 },
  70514202: { otherRegion: 1, notTarget: 9, unreached: 1, inWork: 0, untouched: 0 },
  70514203: { otherRegion: 1, notTarget: 2, unreached: 1, inWork: 1, untouched: 0 },
  70514204: { otherRegion: 0, notTarget: 2, unreached: 0, inWork: 0, untouched: 0 },
  10284401: { otherRegion: 1, notTarget: 5, unreached: 1, inWork: 0, untouched: 0 },
  10284402: { otherRegion: 0, notTarget: 4, unreached: 0, inWork: 1, untouched: 0 },
  10284477: {
    ...{ requests: 38, valid: 24, sql: 3, spend: 14_400 },
    ...{ otherRegion: 17, notTarget: 0, unreached: 2, inWork: 1, untouched: 1 },
  },
  31055: { otherRegion: 1, notTarget: 2, unreached: 1, inWork: 0, untouched: 0 },
  31056: { otherRegion: 0, notTarget: 2, unreached: 0, inWork: 0, untouched: 0 },
  google: { otherRegion: 1, notTarget: 2, unreached: 0, inWork: 1, untouched: 0 },
  '': { otherRegion: 1, notTarget: 1, unreached: 1, inWork: 0, untouched: 1 },
}

export function tellMonth(month: string): readonly CampaignMonth[] {
  if (month === lastMonth) return [...campaigns, summerPlots].map(octoberOf)
  const index = months.indexOf(month)
  const running = month >= summerPlotsFrom ? [...campaigns, summerPlots] : campaigns
  const scaled = running.map((campaign) => scale(campaign, campaign === summerPlots ? 1 : season[index]!))
  const valid = scaled.reduce((sum, c) => sum + c.valid, 0)
  const sql = share(
    Math.round(valid * sqlShare[index]!),
    scaled.map((c) => (c.valid * c.campaign.sql) / c.campaign.valid),
  )
  return scaled.map((c, i) => settle(month, c, sql[i]!, dearness[index]!))
}

interface Scaled {
  readonly campaign: Campaign
  readonly factor: number
  readonly requests: number
  readonly valid: number
}

const scale = (campaign: Campaign, factor: number): Scaled => ({
  campaign,
  factor,
  requests: Math.round(campaign.requests * factor),
  valid: Math.round(campaign.valid * factor),
})

function settle(
  month: string,
  { campaign, factor, requests, valid }: Scaled,
  sql: number,
  dear: number,
): CampaignMonth {
  const rest = valid - sql
  const unreached = Math.round(rest * 0.13)
  const inWork = Math.round(rest * 0.05)
  const otherRegion = Math.round(rest * 0.08)
  const notTarget = rest - unreached - inWork - otherRegion
  const spend = Math.round(campaign.spend * factor * dear)
  return { month, campaign, spend, requests, valid, sql, otherRegion, notTarget, unreached, inWork, untouched: 0 }
}

function octoberOf(campaign: Campaign): CampaignMonth {
  const { requests, valid, sql, spend } = campaign
  const none = { otherRegion: 0, notTarget: 0, unreached: 0, inWork: 0, untouched: 0 }
  return {
    month: lastMonth,
    campaign,
    spend,
    requests,
    valid,
    sql,
    ...none,
    ...october[campaign.id || campaign.utmSource],
  }
}

/** How many of a month's valid leads become clients so many months later, as a share; deals of the autumn close faster. */
const ripening = [0.036, 0.052, 0.056, 0.026, 0.013, 0.009, 0.006]
const closing: Readonly<Record<string, number>> = { '2025-12': 1.08, '2026-01': 0.85, '2026-09': 1.04, '2026-10': 1.14 }

/** Clients of a cohort by the month of the contract; months that haven't come are left out. */
export function winsOf(cohort: string, valid: number): ReadonlyMap<string, number> {
  const from = months.indexOf(cohort)
  const wins = new Map<string, number>()
  let expected = 0
  let counted = 0
  for (const [age, rate] of ripening.entries()) {
    const month = months[from + age]
    if (month === undefined) break
    expected += valid * rate * (closing[month] ?? 1)
    wins.set(month, Math.round(expected) - counted)
    counted = Math.round(expected)
  }
  return wins
}

/** Whole numbers that follow the weights and add up to the total (largest remainders). */
export function share(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  const exact = weights.map((weight) => (total * weight) / sum)
  const result = exact.map(Math.floor)
  const left = total - result.reduce((a, b) => a + b, 0)
  const byRemainder = exact
    .map((value, i) => ({ i, part: value - Math.floor(value) }))
    .sort((a, b) => b.part - a.part || a.i - b.i)
  for (const { i } of byRemainder.slice(0, left)) result[i] = result[i]! + 1
  return result
}
