import { Bug, ConcordError, FixAgreement, FixConfig, FixData, Unavailable } from '#shared/errors.ts'
import { redact } from './redact.ts'

/** Held here as text: a bundler may shorten the names of classes, and state machines catch by these. */
const kinds = { FixAgreement, FixConfig, FixData, Unavailable, Bug }

/** The `errorType` that a state machine sees: ours by name, the SDK's as it came, anything else is a bug. */
export function errorTypeOf(error: unknown): string {
  const ours = Object.entries(kinds).find(([, kind]) => error instanceof kind)
  if (ours) return ours[0]
  if (error instanceof ConcordError) return error.name
  if (error instanceof Error && '$metadata' in error) return error.name
  return 'Bug'
}

/** What leaves the function: type, message and stack as they may be shown. The cause, which may hold anything, stays behind. */
export function toThrow(error: unknown): Error {
  const known = error instanceof Error ? error : new Error(String(error))
  const thrown = new Error(redact(known.message))
  thrown.name = errorTypeOf(error)
  thrown.stack = redact(known.stack ?? '')
  return thrown
}
