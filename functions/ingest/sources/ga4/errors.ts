import * as z from 'zod'
import { msToPacificMidnight } from '#ingest/mapping/pacific.ts'
import * as wire from '#ingest/mapping/wire.ts'
import { waitOf } from '#shared/http/retry-after.ts'
import { own } from '#shared/own.ts'
import type { Failure, WireResponse } from '../../source.ts'

const hourMs = 3_600_000
const minuteMs = 60_000
const tokensMs = 1_800_000
const concurrencyMs = 30_000

const problem = z.looseObject({
  error: z.looseObject({
    status: wire.text.optional(),
    code: wire.text.optional(),
    message: wire.text.optional(),
    errors: wire.list(z.looseObject({ reason: wire.text.optional() })).catch([]),
    details: wire.list(z.looseObject({ retryDelay: wire.text.optional() })).catch([]),
  }),
})

/** Google's older way to say it: a refusal of rights by its number, a limit by its reason. */
const isLimit = (reason: string | null | undefined) =>
  /^((user)?RateLimit|quota|dailyLimit)Exceeded/i.test(reason ?? '')

/** Google's canonical codes, for answers that name them. */
const actions: Readonly<Record<string, Failure['action']>> = {
  UNAUTHENTICATED: 'Reauthorise',
  PERMISSION_DENIED: 'GrantAccess',
  INTERNAL: 'RetryWithBackoff',
  UNAVAILABLE: 'RetryWithBackoff',
  DEADLINE_EXCEEDED: 'RetryWithBackoff',
  ABORTED: 'RetryWithBackoff',
  CANCELLED: 'RetryWithBackoff',
  INVALID_ARGUMENT: 'FixContract',
}

export function classify(response: WireResponse): Failure | undefined {
  const found = problem.safeParse(response.json())
  if (!found.success) return undefined
  const { status, code, message, errors, details } = found.data.error
  // Without a name the number speaks: that of the body, for a failure may come inside a 200.
  const number = Number(code ?? response.status)
  const limit = errors.map(({ reason }) => reason).find(isLimit)
  if (status === 'RESOURCE_EXHAUSTED' || number === 429 || limit) {
    const delay = details.find(({ retryDelay }) => retryDelay)?.retryDelay
    return exhausted(response, `${message ?? ''} ${limit ?? ''}`, delay)
  }
  const named = own(actions, status ?? '')
  if (named) return { action: named, code: status! }
  return { action: byNumber(number), code: status ?? `HTTP_${number}` }
}

function byNumber(number: number): Failure['action'] {
  if (number === 401) return 'Reauthorise'
  if (number === 402 || number === 403) return 'GrantAccess'
  return number === 408 || number >= 500 ? 'RetryWithBackoff' : 'FixContract'
}

/** Which bucket is empty is said in the text only; an hour's is the safe reading. */
function exhausted({ headers }: WireResponse, message: string, delay?: string | null): Failure {
  if (/per day|daily/i.test(message)) {
    return { action: 'StopForToday', code: 'TOKENS_PER_DAY', waitMs: msToPacificMidnight(headers.date, 6 * hourMs) }
  }
  const usual = usualMs(message)
  const waitMs = waitOf(headers['retry-after'] ?? delay, Date.parse(headers.date ?? '') || 0, usual)
  return { action: 'WaitThenRetry', code: 'RESOURCE_EXHAUSTED', waitMs }
}

function usualMs(message: string): number {
  if (/concurrent/i.test(message)) return concurrencyMs
  return /per minute|RateLimitExceeded/i.test(message) ? minuteMs : tokensMs
}

/** Full budgets of a standard property: an answer shows what it took and what is left, not what there was. */
const budgets = {
  tokensPerDay: 200_000,
  tokensPerHour: 40_000,
  tokensPerProjectPerHour: 14_000,
  serverErrorsPerProjectPerHour: 10,
  potentiallyThresholdedRequestsPerHour: 120,
  concurrentRequests: 10,
} as const

const answered = z.looseObject({
  propertyQuota: z.record(
    z.string(),
    z.looseObject({ consumed: wire.text.optional(), remaining: wire.text.optional() }).nullish(),
  ),
})

/** A nought is left out of Google's JSON: what names its consumption alone has nothing left. */
function leftOf(bucket: { readonly consumed?: string | null; readonly remaining?: string | null } | null | undefined) {
  return Number(bucket?.remaining ?? (Number(bucket?.consumed ?? 0) > 0 ? 0 : Number.NaN))
}

/** At a tenth of a budget we leave the rest to others: the tightest bucket says for how long. */
export function easeOff(response: WireResponse): { code: string; waitMs: number } | undefined {
  const read = answered.safeParse(response.json())
  if (!read.success) return undefined
  const low = Object.entries(budgets).filter(([name, budget]) => leftOf(read.data.propertyQuota[name]) * 10 <= budget)
  const code = low[0]?.[0]
  if (code === undefined) return undefined
  if (code === 'tokensPerDay') return { code, waitMs: msToPacificMidnight(response.headers.date, 6 * hourMs) }
  return { code, waitMs: code === 'concurrentRequests' ? concurrencyMs : tokensMs }
}
