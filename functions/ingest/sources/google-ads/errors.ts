import * as z from 'zod'
import { msToPacificMidnight } from '#ingest/mapping/pacific.ts'
import * as wire from '#ingest/mapping/wire.ts'
import { waitOf } from '#shared/http/retry-after.ts'
import { own } from '#shared/own.ts'
import type { Failure, WireResponse } from '../../source.ts'

type Action = Failure['action']

/** By code, whatever category it stands in. */
const byCode: Readonly<Record<string, Action>> = {
  RESOURCE_EXHAUSTED: 'StopForToday',
  EXCESSIVE_LONG_TERM_QUERY_RESOURCE_CONSUMPTION: 'StopForToday',
  EXCESSIVE_SHORT_TERM_QUERY_RESOURCE_CONSUMPTION: 'WaitThenRetry',
  RESOURCE_TEMPORARILY_EXHAUSTED: 'RetryWithBackoff',
  RATE_EXCEEDED: 'RetryWithBackoff',
  ACCESS_PROHIBITED: 'GrantAccess',
  INTERNAL_ERROR: 'RetryWithBackoff',
  TRANSIENT_ERROR: 'RetryWithBackoff',
  DEADLINE_EXCEEDED: 'RetryWithBackoff',
  CONCURRENT_MODIFICATION: 'RetryWithBackoff',
  RPC_DEADLINE_TOO_SHORT: 'RetryWithBackoff',
  EXPIRED_PAGE_TOKEN: 'RetryWithBackoff',
  INVALID_PAGE_TOKEN: 'RetryWithBackoff',
  CLIENT_CUSTOMER_ID_INVALID: 'FixContract',
  CLIENT_CUSTOMER_ID_IS_REQUIRED: 'FixContract',
}

/** A category that says enough for codes that are not listed. */
const byCategory: Readonly<Record<string, (code: string) => Action>> = {
  authenticationError: (code) => (/^(OAUTH|GOOGLE_ACCOUNT|AUTHENTICATION)_/.test(code) ? 'Reauthorise' : 'GrantAccess'),
  authorizationError: () => 'GrantAccess',
  queryError: () => 'FixContract',
  requestError: () => 'FixContract',
  fieldError: () => 'FixContract',
  headerError: () => 'FixContract',
}

/** Canonical codes and HTTP numbers, where there are no details. */
const byStatus: Readonly<Record<string, Action>> = {
  ...{ UNAUTHENTICATED: 'Reauthorise', 401: 'Reauthorise' },
  ...{ PERMISSION_DENIED: 'GrantAccess', 403: 'GrantAccess', 402: 'GrantAccess' },
  ...{ RESOURCE_EXHAUSTED: 'WaitThenRetry', 429: 'WaitThenRetry' },
  ...{ INTERNAL: 'RetryWithBackoff', UNAVAILABLE: 'RetryWithBackoff', DEADLINE_EXCEEDED: 'RetryWithBackoff' },
  ...{ ABORTED: 'RetryWithBackoff', CANCELLED: 'RetryWithBackoff', UNKNOWN: 'RetryWithBackoff' },
  ...{ 408: 'RetryWithBackoff', 499: 'RetryWithBackoff' },
}

const detail = z.looseObject({
  errorCode: z.record(z.string(), z.string()),
  details: z
    .looseObject({ quotaErrorDetails: z.looseObject({ retryDelay: wire.text.optional() }).nullish() })
    .nullish(),
})
const problem = z.looseObject({
  code: wire.text.optional(),
  status: wire.text.optional(),
  details: z.unknown().optional(),
})
type Problem = z.output<typeof problem>
const retryInfo = z.looseObject({ retryDelay: wire.text.optional() })

/** The error of an answer: of `search` an object, of searchStream in an array of batches, at its end or in its midst. */
function problemIn(response: WireResponse): Problem | undefined {
  const body = response.json()
  const batches = Array.isArray(body) ? body : [body]
  for (const batch of batches) {
    const error = typeof batch === 'object' && batch !== null && 'error' in batch ? batch.error : undefined
    if (error === undefined || error === null) continue
    return problem.safeParse(error).data ?? {}
  }
  return undefined
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const errorsOf = (one: unknown) =>
  listOf(typeof one === 'object' && one !== null && 'errors' in one ? one.errors : null)

export function classify(response: WireResponse): Failure | undefined {
  const found = problemIn(response)
  if (!found) return isCut(response) ? { action: 'RetryWithBackoff', code: 'CUT_OFF' } : undefined
  const failures = listOf(found.details).flatMap(errorsOf)
  for (const one of failures) {
    const read = detail.safeParse(one)
    const failure = read.success ? named(read.data, response) : undefined
    if (failure) return failure
  }
  const { status, code } = found
  const number = code ?? String(response.status)
  const action =
    own(byStatus, status ?? '') ?? own(byStatus, number) ?? (Number(number) >= 500 ? 'RetryWithBackoff' : 'FixContract')
  return timed({ action, code: status && status !== 'ERROR' ? status : `HTTP_${number}` }, response, delayIn(found))
}

/** Of Google's own `RetryInfo`, in a refusal that comes from before the Ads API. */
const delayIn = ({ details }: Problem): string | null | undefined =>
  listOf(details).flatMap((one) => retryInfo.safeParse(one).data?.retryDelay ?? [])[0]

/** A stream that ends before its array does. */
const isCut = (response: WireResponse) =>
  response.status < 300 && /^\s*[[{]/.test(response.text) && response.json() === undefined

/** What Google's own code asks for; undefined: a code that nobody has told us of, so the status has to say. */
function named({ errorCode, details }: z.output<typeof detail>, response: WireResponse): Failure | undefined {
  const [category, code] = Object.entries(errorCode)[0] ?? []
  if (!category || !code) return undefined
  const action = own(byCode, code) ?? own(byCategory, category)?.(code)
  if (!action) return undefined
  const delay = details?.quotaErrorDetails?.retryDelay
  const restart = /_PAGE_TOKEN$/.test(code) ? { restart: true } : {}
  return timed({ action, code, ...restart }, response, delay)
}

const minuteMs = 60_000

function timed(failure: Failure, { headers }: WireResponse, delay?: string | null): Failure {
  const now = Date.parse(headers.date ?? '') || 0
  const told = waitOf(delay ?? headers['retry-after'], now, 0)
  if (failure.action === 'StopForToday') {
    return { ...failure, waitMs: told || msToPacificMidnight(headers.date, 6 * 60 * minuteMs) }
  }
  if (failure.action === 'WaitThenRetry') return { ...failure, waitMs: told || minuteMs }
  // A rate limit that says how long it lasts is waited for, not tried out.
  const isRate = failure.code === 'RESOURCE_TEMPORARILY_EXHAUSTED' || failure.code === 'RATE_EXCEEDED'
  return isRate && told > 0 ? { ...failure, action: 'WaitThenRetry', waitMs: told } : failure
}
