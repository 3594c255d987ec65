import * as z from 'zod'
import * as wire from '#ingest/mapping/wire.ts'
import { type HttpAction, httpError } from '#shared/errors-http.ts'
import { waitOf } from '#shared/http/retry-after.ts'
import { say } from '#shared/i18n/text.ts'
import { own } from '#shared/own.ts'
import type { Failure, WireResponse } from '../../source.ts'
import { readReport, summaryOf } from './tsv.ts'

/** By `error_code` alone: the texts come in the caller's language. The table for Reports is not published in full. */
const actions: Readonly<Record<string, HttpAction>> = {
  52: 'RetryWithBackoff',
  1000: 'RetryWithBackoff',
  1001: 'RetryWithBackoff',
  1002: 'RetryWithBackoff',
  1003: 'RetryWithBackoff',
  1004: 'RetryWithBackoff',
  1020: 'RetryWithBackoff',
  53: 'Reauthorise',
  54: 'GrantAccess',
  58: 'GrantAccess',
  513: 'GrantAccess',
  3000: 'GrantAccess',
  3001: 'GrantAccess',
  56: 'WaitThenRetry',
  506: 'WaitThenRetry',
  9000: 'WaitThenRetry',
  152: 'StopForToday',
  8000: 'FixContract',
}

const hourMs = 3_600_000
/** Until a limit of the method, a connection or a place in the queue is free again. */
const freeMs = 60_000
/** More rows than this a report does not have: it stops there and says nothing. */
export const mostRows = 1_000_000

/** The report took longer than the server allows: it is asked for offline, or for fewer days. */
export const tooHeavy = 'HTTP_502'

/** Version 4 has no envelope around it. */
const problem = z.union([
  z.looseObject({ error: z.looseObject({ error_code: wire.text }) }).transform(({ error }) => error.error_code),
  z.looseObject({ error_code: z.string() }).transform(({ error_code }) => error_code),
])

/** Reports answers in XML whom it takes for a SOAP client. */
const xmlCode = ({ text }: WireResponse) =>
  /^[\ufeff\s]*<\?xml[^<]*<(?:\w+:)?reportDownloadError\b/.test(text)
    ? /<(?:\w+:)?errorCode>\s*(\d+)\s*</.exec(text)?.[1]
    : undefined

/** Errors stand in a body of any status, 200 too. */
export function classify(response: WireResponse): Failure | undefined {
  if (!/^[\ufeff\s]*\{/.test(response.text)) {
    const told = xmlCode(response)
    return told === undefined ? cutOff(response) : coded(response, told)
  }
  const code = problem.safeParse(response.json()).data ?? null
  if (code === null) return isError(response) ? nameless(response) : undefined
  return coded(response, code)
}

function coded(response: WireResponse, code: string): Failure {
  if (response.status === 502 && (own(actions, code) === undefined || code === '1002')) {
    return { action: 'SplitSlice', code: tooHeavy }
  }
  const action = own(actions, code) ?? (response.status >= 500 ? 'RetryWithBackoff' : 'FixContract')
  return { action, code, ...waiting(action, response) }
}

/** A refusal that does not name its reason. */
function nameless({ status }: WireResponse): Failure | undefined {
  if (status === 502) return { action: 'SplitSlice', code: tooHeavy }
  return status < 300 ? { action: 'FixContract', code: 'NO_CODE' } : undefined
}

const isError = (response: WireResponse) =>
  z.looseObject({ error: z.union([z.looseObject({}), z.string()]) }).safeParse(response.json()).success

function waiting(action: HttpAction, { headers }: WireResponse): Pick<Failure, 'waitMs'> {
  const now = Date.parse(headers.date ?? '')
  if (action === 'WaitThenRetry') {
    return { waitMs: waitOf(headers.retryin ?? headers['retry-after'], Number.isNaN(now) ? 0 : now, freeMs) }
  }
  // Units come back with each full hour.
  if (action === 'StopForToday') return { waitMs: Number.isNaN(now) ? hourMs : hourMs - (now % hourMs) }
  return {}
}

/** A report that was cut at the limit: its summary counts more rows, or there is none. */
function cutOff({ status, text }: WireResponse): Failure | undefined {
  if (status !== 200 || text.length < mostRows) return undefined
  const total = summaryOf(text)
  if (total !== undefined && total <= mostRows) return undefined
  const { rows } = readReport(text)
  const isCut = total === undefined ? rows.length >= mostRows : rows.length < total
  return isCut ? { action: 'SplitSlice', code: 'ROWS_CUT' } : undefined
}

/** What an answer without a report comes to. */
export const reportFailed = (who: string, action: keyof typeof hints, code: string) =>
  httpError(action, { who, code, what: reasons[code]!, hint: hints[action] })

const reasons: Readonly<Record<string, ReturnType<typeof say>>> = {
  CUT_SHORT: say('Отчёт Директа каждый раз приходит обрезанным.', "Direct's report is cut short each time."),
  REPORT_STATUS: say('Директ ответил незнакомым статусом.', 'Direct has answered with an unknown status.'),
  REPORT_QUEUED: say('Директ ещё готовит отчёт.', 'Direct is still making the report.'),
}

const hints = {
  FixContract: say('Покажите это разработчикам.', 'Show it to the developers.'),
  RetryWithBackoff: say('Запустите позже.', 'Run it later.'),
  StopForToday: say('Следующий запуск возьмёт тот же отчёт.', 'The next run takes the same report.'),
}
