import { day, daysOf, hour, minute } from './calendar.ts'
import type { Campaign } from './campaigns.ts'
import { makePerson, type Person } from './people.ts'
import type { Random } from './random.ts'
import { type CampaignMonth, lastMonth } from './story.ts'

export type Outcome = 'qualified' | 'otherRegion' | 'notTarget' | 'unreached' | 'inWork' | 'untouched' | 'invalid'

export interface Request {
  readonly campaign: Campaign
  readonly created: number
  readonly outcome: Outcome
  readonly person: Person
  /** The same person asked again: a row, but not a second request */
  readonly isRepeat: boolean
}

/** Everybody who came in a month from one campaign, with the outcomes that the story sets. */
export function requestsOf(told: CampaignMonth, random: Random, number: () => number): Request[] {
  return outcomesOf(told).map((outcome) => ({
    campaign: told.campaign,
    created: momentOf(told.month, outcome, random),
    outcome,
    person: makePerson(random, number()),
    isRepeat: false,
  }))
}

function outcomesOf(told: CampaignMonth): Outcome[] {
  const many = (count: number, outcome: Outcome): Outcome[] => Array.from({ length: count }, () => outcome)
  return [
    ...many(told.sql, 'qualified'),
    ...many(told.otherRegion, 'otherRegion'),
    ...many(told.notTarget, 'notTarget'),
    ...many(told.unreached, 'unreached'),
    ...many(told.inWork, 'inWork'),
    ...many(told.untouched, 'untouched'),
    ...many(told.requests - told.valid, 'invalid'),
  ]
}

/** Two or three people of a month ask again some days later and get a second card in the CRM. */
export function repeatsOf(requests: readonly Request[], random: Random, lastMoment: number): Request[] {
  const candidates = requests.filter((r) => r.outcome === 'qualified' || r.outcome === 'notTarget')
  return random
    .shuffle(candidates)
    .slice(0, 2)
    .map((first) => ({ ...first, created: first.created + random.between(2, 6) * day, isRepeat: true }))
    .filter((repeat) => repeat.created < lastMoment - 3 * day)
}

const weekdayWeight = [0.6, 1, 1.05, 1, 1, 0.95, 0.7]

function momentOf(month: string, outcome: Outcome, random: Random): number {
  const days = daysOf(month)
  const within = month === lastMonth ? days.slice(...openDays(outcome)) : days
  const date = random.weighted(within.map((start) => [start, weekdayWeight[new Date(start).getUTCDay()]!] as const))
  const isFriday = new Date(date).getUTCDay() === 5
  if (outcome === 'untouched') return date + (isFriday ? eveningOf(random) : timeOfDay(random))
  return date + (outcome === 'inWork' ? middayOf(random) : timeOfDay(random))
}

/** What is decided by the end of the last month came early enough to be decided; what nobody touched came at its very end. */
function openDays(outcome: Outcome): [number, number] {
  if (outcome === 'untouched') return [29, 31]
  if (outcome === 'inWork') return [27, 30]
  return [0, 29]
}

const timeOfDay = (random: Random): number =>
  random.weighted([
    [random.between(9 * 60, 18 * 60 - 1), 58],
    [random.between(18 * 60, 22 * 60 - 1), 28],
    [random.between(22 * 60, 24 * 60 - 1), 3],
    [random.between(0, 7 * 60 - 1), 3],
    [random.between(7 * 60, 9 * 60 - 1), 8],
  ]) *
    minute +
  random.between(0, 59) * 1000

const eveningOf = (random: Random): number => 18 * hour + random.between(5, 300) * minute
const middayOf = (random: Random): number => 10 * hour + random.between(0, 300) * minute
