import { awsFailure, statusOf } from '#shared/aws/failure.ts'

const neverLeft = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']

/** No answer, or one that says nothing about what was done: a time-out, a cut connection, 5xx. */
function isUnknown(error: unknown): boolean {
  const status = statusOf(error)
  if (status !== undefined) return status >= 500
  if (!(error instanceof Error) || /Credentials|Region/.test(error.name)) return false
  const code = 'code' in error ? String(error.code) : ''
  return !neverLeft.includes(code)
}

/** Sends once. The client must be made with `maxAttempts: 1`: a repeat after a time-out would be a second letter. */
export async function sendOnce(call: Promise<unknown>, operation: string, at: string): Promise<'sent' | 'unknown'> {
  try {
    await call
    return 'sent'
  } catch (error) {
    return isUnknown(error) ? 'unknown' : awsFailure({ who: 'outbox', operation, at })(error)
  }
}
