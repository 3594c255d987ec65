import { ConcordError, type Problem } from './errors.ts'

/** What to do after a failed exchange: the only thing that callers branch on. */
export type HttpAction =
  | 'Reauthorise'
  | 'GrantAccess'
  | 'WaitThenRetry'
  | 'StopForToday'
  | 'SplitSlice'
  | 'RetryWithBackoff'
  | 'FixContract'

export interface Waiting {
  /** Milliseconds from now. */
  readonly waitMs?: number
  /** Epoch milliseconds. */
  readonly resumeAt?: number
}

abstract class HttpError extends ConcordError {
  readonly waitMs: number | undefined
  readonly resumeAt: number | undefined

  constructor(problem: Problem, { waitMs, resumeAt }: Waiting = {}) {
    super(problem)
    this.waitMs = waitMs
    this.resumeAt = resumeAt
  }
}

/** Refreshing the token did not help: a person must authorise again. */
export class ReauthoriseError extends HttpError {
  override name = 'ReauthoriseError'
}
/** A right, scope or payment is missing; other streams go on. */
export class GrantAccessError extends HttpError {
  override name = 'GrantAccessError'
}
/** A rate limit with a known wait; the same request again. */
export class WaitThenRetryError extends HttpError {
  override name = 'WaitThenRetryError'
}
/** A long quota is spent; the cursor stays, `resumeAt` says when to go on. */
export class StopForTodayError extends HttpError {
  override name = 'StopForTodayError'
}
/** Too much was asked for at once. */
export class SplitSliceError extends HttpError {
  override name = 'SplitSliceError'
}
/** The other side or the line has failed; trying again may help. */
export class RetryWithBackoffError extends HttpError {
  override name = 'RetryWithBackoffError'
}
/** The answer is not what the contract says: developers look, the cursor does not move. */
export class FixContractError extends HttpError {
  override name = 'FixContractError'
}

const classes = {
  Reauthorise: ReauthoriseError,
  GrantAccess: GrantAccessError,
  WaitThenRetry: WaitThenRetryError,
  StopForToday: StopForTodayError,
  SplitSlice: SplitSliceError,
  RetryWithBackoff: RetryWithBackoffError,
  FixContract: FixContractError,
} as const

export const httpError = (action: HttpAction, problem: Problem, waiting: Waiting = {}): HttpError =>
  new classes[action](problem, waiting)

export const isHttpError = (error: unknown): error is HttpError => error instanceof HttpError
