import type { Company } from './company.ts'
import type { Card } from './crm.ts'
import type { Fraction } from './kpis.ts'
import type { Request } from './requests.ts'
import { end, marketingOpens, replyLimitSeconds, workingSeconds } from './rules.ts'
import { count, first, monthOf } from './tables.ts'

/** One run of one agreed clock: undefined until it is known whether it was kept. */
interface Run {
  readonly start: number
  readonly isKept: boolean | undefined
}

/** Stopped in time or not; without a stop it is broken once the limit has passed. */
function runOf(start: number, stop: number | undefined, limit: number, seconds: typeof workingSeconds): Run {
  const isWithin = seconds(start, Math.max(start, stop ?? end)) <= limit
  return { start, isKept: isWithin && stop === undefined ? undefined : isWithin }
}

const wallSeconds = (from: number, to: number): number => (to - from) / 1000

const hour = 3600

function verdictRuns(requests: readonly Request[]): Run[] {
  return requests.flatMap(({ head, verdictAt }) => {
    const contact = head.reached[1]
    return contact === undefined ? [] : [runOf(contact, head.verdictAt ?? verdictAt, 8 * hour, workingSeconds)]
  })
}

const refusals = ['⚠', '❌', '☎']

/** Who was refused within the limit needs no confirmation any more. */
function sqlRuns(valid: readonly Request[]): Run[] {
  return valid.map(({ head, sql }) => {
    const run = runOf(head.created, sql, 48 * hour, wallSeconds)
    const closed = first([head.lostAt, refusals.includes(head.verdict) ? head.verdictAt : undefined])
    if (sql !== undefined || closed === undefined) return run
    const isLate = wallSeconds(head.created, closed) > 48 * hour
    return { start: head.created, isKept: isLate ? false : undefined }
  })
}

const marketingSeconds = (from: number, to: number): number => workingSeconds(from, to, marketingOpens)

const replyRuns = (cards: readonly Card[]): Run[] =>
  cards.flatMap(({ verdict, verdictAt, repliedAt }) =>
    ['⚠', '❌'].includes(verdict) && verdictAt !== undefined
      ? [runOf(verdictAt, repliedAt, replyLimitSeconds, marketingSeconds)]
      : [],
  )

const contactRuns = (valid: readonly Request[]): Run[] =>
  valid.map(({ head, isDue, isInTime }) => ({ start: head.created, isKept: isDue ? isInTime : undefined }))

const lowerMedian = (values: readonly number[]): Fraction | undefined => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted.length > 0 ? [sorted[Math.ceil(sorted.length / 2) - 1]!] : undefined
}

const minutes = (seconds: number): number => Math.floor(seconds / 60)

/** Stays that ended, of cards that no exclusion took out; a stay as a plain lead is on marketing's time. */
function stays(cards: readonly Card[], month: string): number[] {
  return cards
    .filter((card) => !card.isExcluded)
    .flatMap((card) => card.stays)
    .filter(({ from }) => monthOf(from) === month)
    .map(({ place, from, to }) => minutes(place === 0 ? marketingSeconds(from, to) : workingSeconds(from, to)))
}

/** The KPIs of waiting and of promises of one month, named `kpi basis`. */
export function clocksOf(company: Company, month: string): Readonly<Record<string, Fraction | undefined>> {
  const { valid, requests, cards } = company
  const replies = replyRuns(cards)
  const runs = [...contactRuns(valid), ...verdictRuns(requests), ...sqlRuns(valid), ...replies]
  const inMonth = (run: Run) => monthOf(run.start) === month
  const due = runs.filter((run) => inMonth(run) && run.isKept !== undefined)
  const own = valid.filter((request) => request.month === month && request.sql !== undefined)
  return {
    'marketing_reply period': [count(replies, (run) => inMonth(run) && run.isKept === true), count(replies, inMonth)],
    'sla_kept period': [count(due, (run) => run.isKept === true), due.length],
    'handoff_dwell cohort': lowerMedian(own.map(({ head, sql }) => minutes(workingSeconds(head.created, sql!)))),
    'stage_dwell period': lowerMedian(stays(cards, month)),
  }
}
