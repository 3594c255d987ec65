import { waitOf } from '#shared/http/retry-after.ts'
import type { Failure, WireResponse } from '../source-wire.ts'

const defaultWaitMs = 60_000

/** What an HTTP status says where the source says nothing finer; undefined: the answer is good. */
export function classifyStatus(response: WireResponse, now: number): Failure | undefined {
  const { status, headers } = response
  const code = `HTTP_${status}`
  if (status >= 200 && status < 300) return isPage(response) ? { action: 'RetryWithBackoff', code: 'HTML' } : undefined
  // Whoever refuses in HTML is not the system but what stands before it: a company's proxy, a gate.
  if (isPage(response) && (status === 403 || status === 407)) return { action: 'RetryWithBackoff', code: 'HTML' }
  if (status === 401) return { action: 'Reauthorise', code }
  if (status === 402 || status === 403) return { action: 'GrantAccess', code }
  if (status === 413) return { action: 'SplitSlice', code }
  if (status === 429) {
    return { action: 'WaitThenRetry', code, waitMs: waitOf(headers['retry-after'], now, defaultWaitMs) }
  }
  if (status === 503 && headers['retry-after'] !== undefined) {
    return { action: 'WaitThenRetry', code, waitMs: waitOf(headers['retry-after'], now, defaultWaitMs) }
  }
  if (status === 408 || status >= 500) return { action: 'RetryWithBackoff', code }
  return { action: 'FixContract', code }
}

/** Some systems put a sentence where their code stands, which may name anybody: it is not shown. */
export const withCode = (failure: Failure, { status }: WireResponse): Failure =>
  /^(?!\d{7})[\w.-]{1,64}$/.test(failure.code) ? failure : { ...failure, code: `HTTP_${status}` }

/** A page of a proxy, a gate or a maintenance notice, where data was asked for. */
export const isPage = ({ text }: WireResponse): boolean => /^\s*<(!doctype|html|head|body)\b/i.test(text.slice(0, 200))
