import { todayIn } from '#ingest/mapping/days.ts'
import { addDays } from '#shared/time/dates.ts'
import { pick, upTo } from './lived.ts'

/** What the system says of where a visit has come from, and what the records call it. */
export interface Origin {
  readonly said: readonly [source: string, medium: string, campaign: string]
  readonly kept: readonly [source: string | null, medium: string | null, campaign: string | null]
}

const named = (source: string, medium: string, campaign: string): Origin => ({
  ...{ said: [source, medium, campaign], kept: [source, medium, campaign] },
})

export const origins: readonly Origin[] = [
  ...['Лето', 'ЛЕТО', 'ле то', 'tab\there', '"', "O'Neill", '😀', '\\N', "['x']"].map((name) =>
    named('yandex', 'cpc', name),
  ),
  ...[named('Google', 'cpc', 'brand'), named('google', 'CPC', 'brand'), named('vk', 'social', 'осень')],
  { said: ['(direct)', '(none)', '(direct)'], kept: ['(direct)', '(none)', null] },
  { said: ['google', 'organic', '(organic)'], kept: ['google', 'organic', null] },
  { said: ['google', 'organic', '(not set)'], kept: ['google', 'organic', null] },
  { said: ['(not set)', '(not set)', '(not set)'], kept: [null, null, null] },
]

export interface LivedVisit {
  readonly id: string
  /** Epoch ms, whole seconds. */
  readonly at: number
  readonly origin: Origin
  readonly goals: { readonly name: string; readonly at: number; credit: number; readonly value: bigint }[]
}

/** Local day → its visits. */
export type Visits = Map<string, LivedVisit[]>

interface Site {
  readonly visits: Visits
  readonly zone: string
  readonly goals: string[]
}

type Random = () => number
const hour = 3_600_000
let number = 0n

/** A visit at whatever time of a day there is on the site's clocks. */
function come({ visits, zone }: Site, random: Random, day: string): string {
  let at = 0
  do at = Math.floor((Date.parse(`${day}T00:00:00Z`) + (random() * 52 - 14) * hour) / 1000) * 1000
  while (todayIn(zone, at) !== day)
  // The same numbers again in each year, above 2^53.
  const id = String(9_223_372_036_854_775_809n + (number++ % 1_000_000n))
  const all = visits.get(day) ?? []
  visits.set(day, [...all, { id, at, origin: pick(random, origins), goals: [] }])
  return day
}

function reach({ visits, goals }: Site, random: Random, day: string): string | undefined {
  const visit = pick(random, visits.get(day) ?? [])
  // Offline conversions come weeks after the visit.
  const at = visit ? visit.at + pick(random, [60_000, 600_000, 24 * hour, 480 * hour]) : 0
  visit?.goals.push({
    name: pick(random, goals),
    at,
    credit: pick(random, [1, 0.5, 0.25]),
    value: BigInt(upTo(random, 5)) * 1_230_000n,
  })
  return visit && day
}

type Change = (site: Site, random: Random, today: string) => string | undefined

/** Each answers the day that has changed, if any has. */
export const visitChanges: Readonly<Record<string, Change>> = {
  come,
  comeLate: (site, random, today) => come(site, random, addDays(today, -pick(random, [1, 1, 2, 3, 10]))),
  reach: (site, random, today) => reach(site, random, addDays(today, -pick(random, [0, 1, 3, 10, 20]))),
  /** They were robots. */
  drop(site, random, today) {
    const day = addDays(today, -pick(random, [0, 1, 2, 3, 40]))
    const all = site.visits.get(day) ?? []
    site.visits.set(day, all.slice(upTo(random, all.length)))
    return day
  },
  credit(site, random, today) {
    const day = addDays(today, -pick(random, [1, 5, 20, 29, 60]))
    for (const { goals } of site.visits.get(day) ?? [])
      for (const goal of goals) goal.credit = pick(random, [1, 0.75, 0])
    return day
  },
  vanish(site, random, today) {
    const day = addDays(today, -pick(random, [1, 2, 3, 20]))
    return site.visits.delete(day) ? day : undefined
  },
  /** Under another name from now on; or one more. */
  nameGoal({ goals }, random) {
    const place = upTo(random, goals.length)
    goals[place] = `${51_000_000 + upTo(random, 1000)}`
    return undefined
  },
}

export function fillVisits(site: Site, random: Random, days: readonly string[]): void {
  for (const day of days) for (let i = upTo(random, 4); i > 0; i--) come(site, random, day)
  for (const day of days) if (random() < 0.3) reach(site, random, day)
}
