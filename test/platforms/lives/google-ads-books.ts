import { type Advertiser, namesOf, type Shown } from './ad-ledger.ts'
import type { LivedRow } from './lived.ts'

export interface GoogleCustomer extends Advertiser {
  /** To the manager. */
  isLinked: boolean
  /** Since when it is, or is not; epoch ms. */
  movedAt: number
  refusedUntil: number
  refusal?: number
}

export interface GoogleBooks {
  readonly customers: readonly GoogleCustomer[]
}

/** Odd micros on purpose; fractions of a conversion. */
export const micros = ({ cost }: Shown): bigint => (cost === 0n ? 0n : cost + 3n)
export const counted = (count: number): number => count * 1.25

/** `names`: what an action that was renamed is called now, in all that is behind it too. */
export function googleTruth({ customers }: GoogleBooks, names: ReadonlyMap<string, string>) {
  const found = new Map<string, LivedRow[]>()
  for (const { id: account, currency, days, campaigns } of customers) {
    found.set(`dictionary ${account} `, namesOf(campaigns))
    for (const [date, shownOn] of days) {
      const spend: LivedRow[] = []
      const reached: LivedRow[] = []
      for (const [campaign_id, shown] of shownOn) {
        const { impressions, clicks } = shown
        spend.push({ campaign_id, impressions, clicks, cost_micros: micros(shown), currency, vat_included: false })
        for (const [action, { count, value }] of shown.reached) {
          const goal = names.get(action) ?? action
          reached.push({ campaign_id, goal, model: 'click_date', conversions: counted(count), value_micros: value })
        }
      }
      found.set(`spend ${account} ${date}`, spend)
      found.set(`ad_conversion ${account} ${date}`, reached)
    }
  }
  return found
}
