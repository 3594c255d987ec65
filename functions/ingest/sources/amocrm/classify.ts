import * as z from 'zod'
import * as wire from '#ingest/mapping/wire.ts'
import { waitOf } from '#shared/http/retry-after.ts'
import type { Failure, WireResponse } from '../../source.ts'

const problem = z.looseObject({
  title: wire.text.optional(),
  detail: wire.text.optional(),
  status: wire.text.optional(),
  type: wire.text.optional(),
  hint: z.unknown().optional(),
  'validation-errors': z.unknown().optional(),
  _embedded: z.undefined().optional(),
})
/** How the older versions of the API say no, also below `response`. */
const older = z.looseObject({ error_code: z.string().min(1) })
const response = z.looseObject({ response: older })

/** The limit is 7 requests a second, so a short wait is enough; going on at once ends in a ban of the address. */
const throttleMs = 5000
const banMs = 3_600_000
/** No refusal is as long: what is longer is a list, and is read only once. */
const longest = 65_536

/** undefined: the answer is good, or its HTTP status says all there is to say. */
export function classify(answer: WireResponse): Failure | undefined {
  if (answer.status === 200 && answer.text.length > longest) return undefined
  const body = answer.json()
  const legacy = older.safeParse(body).data ?? response.safeParse(body).data?.response
  const said = problem.safeParse(body)
  const status = answer.status < 300 && said.success ? statusIn(said.data) : answer.status
  if (legacy) return byOldCode(legacy.error_code, answer)
  if (status === 400 && said.success && isOfTokens(said.data)) return { action: 'Reauthorise', code: 'OAUTH' }
  return byStatus(status, answer)
}

/** A refresh token that was used already or is too old is a bad request. */
const isOfTokens = ({ type, hint }: z.output<typeof problem>): boolean =>
  hint !== undefined || /oauth/i.test(type ?? '')

/** A 200 that tells of an error. */
const statusIn = ({ status, title, detail }: z.output<typeof problem>): number =>
  (title || detail) && /^[45]\d\d$/.test(status ?? '') ? Number(status) : 200

function byStatus(status: number, answer: WireResponse): Failure | undefined {
  const code = `HTTP_${status}`
  if (status < 300) return undefined
  if (status === 401) return { action: 'Reauthorise', code }
  if (status === 402) return { action: 'GrantAccess', code: 'UNPAID' }
  if (status === 403) return isJson(answer) ? { action: 'GrantAccess', code } : banned
  if (status === 429) return throttled(code, answer)
  if (status >= 500 || status === 408) return { action: 'RetryWithBackoff', code }
  return { action: 'FixContract', code }
}

/** Rights are refused in JSON; a bare 403 comes from the gate before the API, and each further request prolongs the ban. */
const banned: Failure = { action: 'StopForToday', code: 'IP_BAN', waitMs: banMs, ban: true }

const isJson = (answer: WireResponse): boolean => typeof answer.json() === 'object' && answer.json() !== null

const throttled = (code: string, { headers }: WireResponse): Failure => ({
  action: 'WaitThenRetry',
  code,
  waitMs: waitOf(headers['retry-after'], Date.parse(headers.date ?? '') || 0, throttleMs),
})

function byOldCode(code: string, answer: WireResponse): Failure {
  if (code === '429') return throttled(code, answer)
  if (code === '110' || code === '401') return { action: 'Reauthorise', code }
  // Too many requests, again and again: the account is shut to us.
  if (code === '403') return { ...banned, code }
  if (['101', '111', '112', '113', '402'].includes(code)) return { action: 'GrantAccess', code }
  if (answer.status >= 500) return { action: 'RetryWithBackoff', code }
  return { action: 'FixContract', code }
}
