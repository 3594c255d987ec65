import { FixData, Unavailable } from '#shared/errors.ts'
import { StopForTodayError } from '#shared/errors-http.ts'
import type { HttpRequest } from '#shared/http/http.ts'
import { redactUrl } from '#shared/http/redact.ts'
import type { PullRuntime } from '../outside.ts'
import type { Failure, Request, Source, WireResponse } from '../source.ts'
import type { SourceConnection } from '../source-connection.ts'
import { urlOf } from './address.ts'
import { backoff } from './backoff.ts'
import { classifyStatus, withCode } from './classify.ts'
import type { Gate } from './quota.ts'
import { problem } from './refusal.ts'
import type { Signer } from './signer.ts'
import { wireResponse } from './wire-response.ts'

export interface Exchange {
  readonly rt: PullRuntime
  readonly source: Source
  readonly connection: SourceConnection
  readonly signer: Signer
  readonly gate: Gate
  /** Deadline-aware. */
  wait(ms: number): Promise<void>
  /** Throws when the run was stopped. */
  stop(): void
}

const mostAttempts = 6
const mostWaits = 20
const defaultWaitMs = 60_000
/** Longer waits end the run; the next one goes on. */
export const longWaitMs = 15 * 60_000

export interface Attempted {
  readonly response?: WireResponse
  readonly failure?: Failure
}

type Sign = (url: URL) => Record<string, string>

/** One request through quota, token and errors, until it succeeds or somebody else has to act. */
export const send = async (exchange: Exchange, request: Request): Promise<WireResponse> =>
  (await attempt(exchange, request, (sign) => once(exchange, request, sign))).response!

/** Tries until an attempt brings no failure; what it brought is answered. */
export async function attempt<T extends Attempted>(
  exchange: Exchange,
  request: Request,
  tryOnce: (sign: Sign) => Promise<T>,
): Promise<T> {
  const { rt, gate, signer } = exchange
  let [attempts, waits, refreshed] = [0, 0, false]
  for (;;) {
    exchange.stop()
    await gate.pass(request.path)
    const signed = await signedBy(exchange)
    const tried = await tryOnce(signed.url)
    const { response, failure } = tried
    if (!failure) {
      await easeOff(exchange, response!)
      return tried
    }
    tell(exchange, request, response, failure)
    if (failure.ban) await gate.shut(rt.clock.now() + (failure.waitMs ?? longWaitMs))
    if (failure.action === 'Reauthorise' && signer.canRefresh && !refreshed) {
      refreshed = true
      await signer.refused(signed.access)
    } else if (failure.action === 'WaitThenRetry' && waits++ < mostWaits) {
      const ms = failure.waitMs ?? Math.max(0, (failure.resumeAt ?? rt.clock.now() + defaultWaitMs) - rt.clock.now())
      if (ms > longWaitMs) throw problem(exchange, request, { ...failure, action: 'StopForToday' }, ms)
      await gate.close(rt.clock.now() + ms)
      await exchange.wait(ms)
    } else if (failure.action === 'RetryWithBackoff' && !failure.restart && ++attempts < mostAttempts) {
      await exchange.wait(backoff(attempts, rt.random()))
    } else throw problem(exchange, request, failure)
  }
}

/** A token server that sends our address away does so for all that lies behind it. */
async function signedBy({ rt, signer, gate }: Exchange) {
  try {
    return await signer.sign()
  } catch (error) {
    if (error instanceof StopForTodayError) await gate.shut(error.resumeAt ?? rt.clock.now() + longWaitMs)
    throw error
  }
}

/** What this answer brought is kept; only the next request has to wait. */
async function easeOff({ rt, gate, source, connection }: Exchange, response: WireResponse): Promise<void> {
  const low = source.easeOff?.(response)
  if (!low) return
  rt.log.warn('budget nearly spent', { connection: connection.name, ...low })
  await gate.close(rt.clock.now() + low.waitMs)
}

async function once(exchange: Exchange, request: Request, sign: Sign): Promise<Attempted> {
  try {
    const response = wireResponse(await exchange.rt.http.request(httpRequest(exchange, request, sign)))
    return { response, failure: failureOf(exchange, response) }
  } catch (error) {
    return { failure: lineFailure(error) }
  }
}

export function httpRequest(exchange: Exchange, request: Request, sign: Sign): HttpRequest {
  const { source, connection } = exchange
  const { path: _, query: __, ...rest } = request
  const url = urlOf(exchange, request)
  const headers = { ...source.client.headers?.(connection, connection.settings), ...request.headers, ...sign(url) }
  return { timeoutMs: source.client.timeoutMs, maxBytes: source.client.maxBytes, ...rest, url: url.href, headers }
}

export function failureOf({ source, rt }: Exchange, response: WireResponse): Failure | undefined {
  const failure = source.classify(response) ?? classifyStatus(response, rt.clock.now())
  return failure && withCode(failure, response)
}

/** What a broken line or too large a body calls for; anything else is thrown on. */
export function lineFailure(error: unknown): Failure {
  if (error instanceof Unavailable) return { action: 'RetryWithBackoff', code: error.code }
  if (error instanceof FixData)
    return { action: error.code === 'TOO_LARGE' ? 'SplitSlice' : 'FixContract', code: error.code }
  throw error
}

function tell(
  { rt, source, connection }: Exchange,
  request: Request,
  response: WireResponse | undefined,
  { action, code, waitMs }: Failure,
) {
  const place = redactUrl(urlOf({ source, connection }, request).href)
  rt.log.warn('exchange failed', { connection: connection.name, place, status: response?.status, action, code, waitMs })
}
