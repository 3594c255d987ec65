import { Unavailable } from '#shared/errors.ts'
import type { Auth, NewTokens, SecretValues } from '../auth/auth.ts'
import type { PullRuntime } from '../outside.ts'
import type { Source, WireResponse } from '../source.ts'
import type { SourceConnection } from '../source-connection.ts'
import type { Failure } from '../source-wire.ts'
import { backoff } from './backoff.ts'
import { classifyStatus, isPage, withCode } from './classify.ts'
import { wireResponse } from './wire-response.ts'

export interface TokenAsking {
  readonly rt: PullRuntime
  readonly source: Source
  readonly connection: SourceConnection
  readonly auth: Extract<Auth, { kind: 'token' }>
  readonly wait: (ms: number) => Promise<void>
}

export interface TokenAnswer {
  readonly tokens?: NewTokens
  readonly failure?: Failure
  /** No clear answer came to an attempt: it may have used the token up. */
  readonly unheard: boolean
  readonly url: string
}

const mostAttempts = 4
/** Well below the claim under which the token is refreshed. */
const patienceMs = 30_000

/** Asks for an access token, again where the server only seems to be busy. */
export async function askForToken(asking: TokenAsking, values: SecretValues): Promise<TokenAnswer> {
  const { rt, wait } = asking
  const until = rt.clock.now() + patienceMs
  const { url } = asking.auth.request(asking.connection, values, rt.clock.now())
  let unheard = false
  for (let attempts = 1; ; attempts++) {
    const { tokens, failure } = await askOnce(asking, values)
    if (!failure) return { tokens, unheard, url }
    unheard ||= failure.action === 'RetryWithBackoff'
    const ms = pauseAfter(failure, attempts, rt.random())
    if (attempts >= mostAttempts || rt.clock.now() + ms > until) return { failure, unheard, url }
    await wait(ms)
  }
}

function pauseAfter({ action, waitMs }: Failure, attempts: number, random: number): number {
  if (action === 'RetryWithBackoff') return backoff(attempts, random)
  return action === 'WaitThenRetry' ? (waitMs ?? patienceMs) : Number.POSITIVE_INFINITY
}

async function askOnce(
  { rt, source, connection, auth }: TokenAsking,
  values: SecretValues,
): Promise<Pick<TokenAnswer, 'tokens' | 'failure'>> {
  try {
    const response = wireResponse(await rt.http.request(auth.request(connection, values, rt.clock.now())))
    const tokens = response.status < 300 && !isPage(response) ? auth.read(response) : undefined
    return tokens ? { tokens } : { failure: withCode(tokenFailure(source, response, rt.clock.now()), response) }
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
    return { failure: { action: 'RetryWithBackoff', code: error.code } }
  }
}

/** What the source's own reading of an answer may decide here; the rest of it is meant for data. */
const says: readonly Failure['action'][] = ['GrantAccess', 'WaitThenRetry', 'StopForToday', 'RetryWithBackoff']
const busy = ['temporarily_unavailable', 'server_error', 'slow_down']

/** What an answer without a token calls for. A page, a redirect or nothing at all says nothing of the token. */
export function tokenFailure(source: Source, response: WireResponse, now: number): Failure {
  const { status } = response
  const code = `HTTP_${status}`
  const own = source.classify(response)
  if (own && says.includes(own.action)) return own
  if (isPage(response)) return { action: 'RetryWithBackoff', code: 'HTML' }
  const error = errorIn(response)
  if (error !== undefined && busy.includes(error)) return { action: 'RetryWithBackoff', code: error }
  if (status === 400 || status === 401 || status === 422 || (status < 300 && error !== undefined)) {
    return { action: 'Reauthorise', code: error ?? code }
  }
  // Rights are refused in words; what says nothing is a gate before the server.
  if (status === 403 && response.json() === undefined) return { action: 'RetryWithBackoff', code }
  return classifyStatus(response, now) ?? { action: 'RetryWithBackoff', code: 'NO_TOKEN' }
}

/** As OAuth names it. */
function errorIn(response: WireResponse): string | undefined {
  const json = response.json()
  const error = typeof json === 'object' && json !== null && 'error' in json ? json.error : undefined
  return typeof error === 'string' ? error.toLowerCase() : undefined
}
