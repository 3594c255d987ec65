import * as z from 'zod'
import * as wire from '#ingest/mapping/wire.ts'
import type { HttpAction } from '#shared/errors-http.ts'
import { waitOf } from '#shared/http/retry-after.ts'
import type { Failure, WireResponse } from '../../source.ts'

const envelope = z.looseObject({
  errors: wire.list(z.looseObject({ error_type: wire.text })).optional(),
  error_type: wire.text,
  code: wire.text,
})

const actions: Readonly<Record<string, HttpAction>> = {
  invalid_token: 'Reauthorise',
  unauthorized: 'Reauthorise',
  access_denied: 'GrantAccess',
  counter_in_connect: 'GrantAccess',
  quota_requests_by_ip: 'WaitThenRetry',
  quota_parallel_requests: 'WaitThenRetry',
  quota_requests_by_uid: 'StopForToday',
  quota_requests_by_counter_id: 'StopForToday',
  quota_delegate_requests: 'StopForToday',
  quota_grants_requests: 'StopForToday',
  query_error: 'SplitSlice',
  too_much_rows: 'SplitSlice',
  filter_limits: 'SplitSlice',
  timeout: 'SplitSlice',
  backend_error: 'RetryWithBackoff',
  invalid_parameter: 'FixContract',
  missing_parameter: 'FixContract',
  invalid_json: 'FixContract',
  invalid_uploading: 'FixContract',
  limit_exceeded: 'FixContract',
  not_found: 'FixContract',
  not_acceptable: 'FixContract',
  conflict: 'FixContract',
}

const hourMs = 3_600_000
const shortWaitMs = 5000

/** By `error_type`: the HTTP status alone would take a spent day for a short throttle, and a dead token for a missing right. */
export function classify(response: WireResponse): Failure | undefined {
  const types = typesIn(response)
  const known = types.find((type) => Object.hasOwn(actions, type))
  if (known === undefined)
    return types.length > 0 && response.status < 300 ? unknown(types[0]!) : quotaOf(response, types)
  const action = actions[known]!
  if (action === 'WaitThenRetry') return { action, code: known, waitMs: waitIn(response, shortWaitMs) }
  if (action === 'StopForToday') return { action, code: known, waitMs: longWait(response, known) }
  return { action, code: known }
}

/** Logs are tables: only what begins as JSON is read as such. */
function typesIn(response: WireResponse): readonly string[] {
  if (!/^\s*\{/.test(response.text.slice(0, 100))) return []
  const read = envelope.safeParse(response.json())
  if (!read.success) return []
  const { errors = [], error_type, code } = read.data
  const types = [...errors.map((one) => one.error_type), error_type].flatMap((type) => type ?? [])
  const isRefusal = types.length > 0 || (errors.length > 0 && code !== null)
  return isRefusal && types.length === 0 ? [`CODE_${code}`] : types
}

const unknown = (type: string): Failure => ({ action: 'FixContract', code: type })

/** A quota that this list does not know yet: a short wait; the next refusal says more. */
function quotaOf(response: WireResponse, types: readonly string[]): Failure | undefined {
  // Its English documents call 420 what the others call 429.
  const type = types.find((one) => one.startsWith('quota_')) ?? (response.status === 420 ? 'HTTP_420' : undefined)
  if (type !== undefined) return { action: 'WaitThenRetry', code: type, waitMs: waitIn(response, 60_000) }
  return undefined
}

const nowIn = ({ headers }: WireResponse) => Date.parse(headers.date ?? '')

const waitIn = (response: WireResponse, otherwise: number) =>
  waitOf(response.headers['retry-after'], nowIn(response) || 0, otherwise)

/** Days end at 00:00 GMT, hours at minute 0, by the clock of the answer; without one: as long as a day may last. */
function longWait(response: WireResponse, type: string): number {
  const period = /_(delegate|grants)_/.test(type) ? hourMs : 24 * hourMs
  const now = nowIn(response)
  return Number.isNaN(now) ? period : period - (now % period)
}
