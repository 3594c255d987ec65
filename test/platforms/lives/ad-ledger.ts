import { addDays } from '#shared/time/dates.ts'
import { pick, upTo } from './lived.ts'

export interface Shown {
  impressions: number
  clicks: number
  /** Micros, without tax. */
  cost: bigint
  /** By goal. */
  readonly reached: Map<string, { count: number; value: bigint }>
}

export interface LivedCampaign {
  readonly id: string
  name: string
  isDeleted: boolean
}

/** An advertiser and all that was ever shown for it. */
export interface Advertiser {
  readonly id: string
  readonly currency: string
  readonly zone: string
  readonly campaigns: LivedCampaign[]
  /** Day → id of the campaign. */
  readonly days: Map<string, Map<string, Shown>>
}

export const advertiser = (id: string, currency: string, zone: string): Advertiser => ({
  ...{ id, currency, zone, campaigns: [], days: new Map() },
})

const names = [
  ...['Лето', 'ЛЕТО', ' Лето ', 'ле то', 'Осень "скидки"', 'Tab\there', '😀 emoji', '--', '"', "O'Neill", '0', 'null'],
  ...['Total rows: 5', 'Date', 'a\\b', 'Итого: 12', '=1+1', 'ЁЖ', 'ёж', 'Straße', 'STRASSE', 'x'.repeat(300)],
]

/** Whole hundredths: Direct knows no less. */
const amounts = [10_000n, 990_000n, 12_340_000n, 1_000_000_000n, 99_999_990_000n, 900_000_000_000_000n]
const ages = [1, 2, 3, 10, 40, 70]

type Random = () => number
type Change = (account: Advertiser, random: Random, today: string) => string | undefined

function shownOn({ days }: Advertiser, day: string, campaign: string): Shown {
  const all = days.get(day) ?? new Map<string, Shown>()
  days.set(day, all)
  const one = all.get(campaign) ?? { impressions: 0, clicks: 0, cost: 0n, reached: new Map() }
  all.set(campaign, one)
  return one
}

const spendOn = (account: Advertiser, random: Random, day: string): string | undefined => {
  const open = account.campaigns.filter(({ isDeleted }) => !isDeleted)
  if (open.length === 0) return undefined
  const one = shownOn(account, day, pick(random, open).id)
  one.impressions += upTo(random, 5000)
  one.clicks += upTo(random, 40)
  one.cost += pick(random, amounts) * BigInt(1 + upTo(random, 20))
  return day
}

const reach = (account: Advertiser, random: Random, day: string, goal: string): string | undefined => {
  const [id] = account.days.get(day)?.keys() ?? []
  if (id === undefined) return undefined
  const { reached } = shownOn(account, day, id)
  const standing = reached.get(goal) ?? { count: 0, value: 0n }
  reached.set(goal, {
    count: standing.count + 1 + upTo(random, 3),
    value: standing.value + pick(random, amounts) * BigInt(upTo(random, 2)),
  })
  return day
}

const correct = (account: Advertiser, random: Random, day: string): string | undefined => {
  for (const one of account.days.get(day)?.values() ?? []) {
    const part = BigInt(upTo(random, 12))
    one.cost = (((one.cost / 10_000n) * part) / 10n) * 10_000n
    one.clicks = Math.floor(one.clicks * random())
  }
  return account.days.has(day) ? day : undefined
}

/** Each answers the day that has changed, if any has. */
export const adChanges: Readonly<Record<string, Change>> = {
  spend: spendOn,
  grow: (account, random, today) => spendOn(account, random, addDays(today, -1)),
  correct: (account, random, today) => correct(account, random, addDays(today, -pick(random, ages))),
  lateSpend: (account, random, today) => spendOn(account, random, addDays(today, -pick(random, ages))),
  vanish(account, random, today) {
    const day = addDays(today, -pick(random, ages))
    return account.days.delete(day) ? day : undefined
  },
  zero(account, random, today) {
    const day = addDays(today, -pick(random, ages))
    for (const one of account.days.get(day)?.values() ?? []) Object.assign(one, { impressions: 0, clicks: 0, cost: 0n })
    return account.days.has(day) ? day : undefined
  },
  create(account, random) {
    const id = String(Math.floor(random() * 2 ** 40))
    account.campaigns.push({ id, name: pick(random, names), isDeleted: false })
    return undefined
  },
  rename(account, random) {
    if (account.campaigns.length > 0) pick(random, account.campaigns).name = pick(random, names)
    return undefined
  },
  remove(account, random) {
    if (account.campaigns.length > 2) pick(random, account.campaigns).isDeleted = true
    return undefined
  },
}

export const reachGoal = (account: Advertiser, random: Random, today: string, goal: string): string | undefined =>
  reach(account, random, addDays(today, -pick(random, [0, 1, 5, 20, 29])), goal)

/** Something for every day from the first to today. */
export function fillDays(account: Advertiser, random: Random, days: readonly string[]): void {
  for (let i = 0; i < 3; i++) adChanges.create!(account, random, '')
  for (const day of days) for (let i = upTo(random, 3); i > 0; i--) spendOn(account, random, day)
}

/** As the dictionary has them. */
export const namesOf = (campaigns: readonly LivedCampaign[]) =>
  campaigns.map(({ id, name }) => ({ kind: 'campaign', id, name }))
