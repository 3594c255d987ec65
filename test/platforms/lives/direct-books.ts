import { type Advertiser, namesOf } from './ad-ledger.ts'
import type { LivedRow } from './lived.ts'

export interface DirectClient extends Advertiser {
  readonly clientId: number
  /** Of the agency. */
  isOurs: boolean
  /** Since when it is, or is not; epoch ms. */
  movedAt: number
  refusedUntil: number
  refusal?: number
  untoldUntil: number
}

export interface DirectBooks {
  readonly clients: readonly DirectClient[]
  /** What `changes.check` tells. */
  readonly changed: { readonly login: string; readonly day: string; readonly at: number }[]
}

interface Wanted {
  readonly goals: readonly string[]
  readonly hasVat: boolean
}

const kopeck = 10_000n

/** With the tax in force, in whole kopecks. */
export const gross = (cost: bigint, hasVat: boolean): bigint =>
  hasVat ? (((cost / kopeck) * 122n + 50n) / 100n) * kopeck : cost

export function directTruth({ clients }: DirectBooks, { goals, hasVat }: Wanted) {
  const found = new Map<string, LivedRow[]>()
  for (const { id: account, currency, days, campaigns } of clients) {
    found.set(`dictionary ${account} `, namesOf(campaigns))
    for (const [date, shownOn] of days) {
      const spend: LivedRow[] = []
      const reached: LivedRow[] = []
      for (const [campaign_id, shown] of shownOn) {
        const { impressions, clicks } = shown
        const cost_micros = gross(shown.cost, hasVat)
        spend.push({ campaign_id, impressions, clicks, cost_micros, currency, vat_included: hasVat })
        for (const goal of goals) {
          const { count, value } = shown.reached.get(goal) ?? {}
          reached.push({ campaign_id, goal, model: 'AUTO', conversions: count ?? null, value_micros: value ?? null })
        }
      }
      found.set(`spend ${account} ${date}`, spend)
      found.set(`ad_conversion ${account} ${date}`, reached)
    }
  }
  return found
}
