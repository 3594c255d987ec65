import { waitOf } from '#shared/http/retry-after.ts'
import type { JsonText } from '#shared/json/read.ts'
import { own } from '#shared/own.ts'
import type { Failure, WireResponse } from '../../source.ts'
import { isFollower } from './chain.ts'

type JsonObject = { readonly [key: string]: JsonText }

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const actions: Readonly<Record<string, Failure['action']>> = {
  expired_token: 'Reauthorise',
  no_auth_found: 'Reauthorise',
  invalid_token: 'Reauthorise',
  invalid_grant: 'Reauthorise',
  authorization_error: 'Reauthorise',
  // Another application's token: no refresh helps, a person has to look.
  wrong_client: 'Reauthorise',
  error_oauth: 'Reauthorise',
  invalid_client: 'Reauthorise',
  payment_required: 'GrantAccess',
  access_denied: 'GrantAccess',
  invalid_credentials: 'GrantAccess',
  insufficient_scope: 'GrantAccess',
  invalid_scope: 'GrantAccess',
  // A method of applications only.
  wrong_auth_type: 'GrantAccess',
  allowed_only_intranet_user: 'GrantAccess',
  user_access_error: 'GrantAccess',
  method_confirm_waiting: 'GrantAccess',
  method_confirm_denied: 'GrantAccess',
  portal_deleted: 'GrantAccess',
  application_not_found: 'GrantAccess',
  // Blocked by hand: asking again makes it worse.
  overload_limit: 'GrantAccess',
  // 401 too, but of a request without TLS: no token helps.
  invalid_request: 'FixContract',
  query_limit_exceeded: 'WaitThenRetry',
  operation_time_limit: 'WaitThenRetry',
  internal_server_error: 'RetryWithBackoff',
  error_unexpected_answer: 'RetryWithBackoff',
}

/** The bucket drains at two requests a second: a few seconds make room for some. */
const burstMs = 5000
const operatingMs = 600_000
const leastMs = 1000

/** Errors of a batch's commands that are not nothing. */
const failedPart = /"result_error":\s*(?!\[\s*\]|\{\s*\}|\s)/

/** 401 alone says little and a batch is always 200: the code decides. */
export function classify(response: WireResponse): Failure | undefined {
  // Lists are long, and are read once they are landed.
  if (response.status === 200 && !response.text.includes('"error') && !failedPart.test(response.text)) return undefined
  const json = response.json()
  if (!isObject(json)) return undefined
  const code = codeOf(json) ?? firstInBatch(json)
  if (code === undefined) return undefined
  const name = code.toLowerCase()
  if (name === 'operation_time_limit') return { action: 'WaitThenRetry', code, ...operatingWait(response, json) }
  if (name === 'query_limit_exceeded') {
    const now = Date.parse(response.headers.date ?? '') || 0
    return { action: 'WaitThenRetry', code, waitMs: waitOf(response.headers['retry-after'], now, burstMs) }
  }
  const action = own(actions, name)
  if (action) return { action, code }
  if (isDenied(json)) return { action: 'GrantAccess', code: 'ACCESS_DENIED' }
  if (response.status >= 500) return { action: 'RetryWithBackoff', code: code || `HTTP_${response.status}` }
  return response.status === 401 || response.status === 403 || response.status === 429
    ? undefined
    : { action: 'FixContract', code: code || `HTTP_${response.status}` }
}

/** `error` stands in a failure only; an empty one too (`"error": ""`, "Access denied."). */
function codeOf(json: JsonObject): string | undefined {
  const { error } = json
  if (typeof error === 'string') return error
  return isObject(error) && typeof error.code === 'string' ? error.code : undefined
}

/** The CRM methods have no code for it, or one that stands for everything: only the sentence tells, in the portal's language. */
const isDenied = ({ error, error_description: text }: JsonObject) =>
  typeof error === 'string' &&
  (/access_?denied/i.test(error) ||
    (/^(|\d{1,3}|error_core)$/i.test(error) && typeof text === 'string' && denied.test(text)))

const denied = /^(access denied|доступ (запрещ|закрыт)|insufficient permissions|недостаточно прав)/i

/** A page of a list that only follows another one is not refused: it may have asked for nothing. */
function firstInBatch({ result }: JsonObject): string | undefined {
  if (!isObject(result) || typeof result.result_error !== 'object' || result.result_error === null) return undefined
  if (!('result' in result)) return undefined
  const own = Object.entries(result.result_error).filter(([key]) => !isFollower(key))
  if (own.length === 0) return undefined
  return isObject(own[0]![1]) ? (codeOf(own[0]![1]) ?? 'BATCH_ERROR') : 'BATCH_ERROR'
}

/** By their clock where the answer shows it, since ours may be ahead. */
function operatingWait({ headers }: WireResponse, { time }: JsonObject): Pick<Failure, 'waitMs' | 'resumeAt'> {
  const [reset, finish] = isObject(time)
    ? [seconds(time.operating_reset_at), seconds(time.finish) ?? seconds(time.date_finish)]
    : []
  if (reset !== undefined && finish !== undefined)
    return { waitMs: Math.min(Math.max(leastMs, (reset - finish) * 1000), 2 * operatingMs) }
  if (reset !== undefined) return { resumeAt: reset * 1000 }
  return { waitMs: waitOf(headers['retry-after'], Date.parse(headers.date ?? '') || 0, operatingMs) }
}

/** Unix seconds, or ISO. */
const seconds = (value: JsonText | undefined): number | undefined => {
  if (typeof value !== 'string') return undefined
  const number = /^\d{4}-/.test(value) ? Date.parse(value) / 1000 : Number(value)
  return Number.isFinite(number) && number > 1e9 && number < 1e11 ? Math.ceil(number) : undefined
}
