import { say, type Text } from '#shared/i18n/text.ts'

const comesAgain = ['RetryWithBackoff', 'WaitThenRetry']

/** A warning of the log for a person at the terminal; undefined: an error that says more is on its way. */
export function noticeOf(event: string, facts: unknown): Text | undefined {
  if (event !== 'exchange failed') return say(event, event)
  const { connection, action, code } = facts as Readonly<Record<string, string>>
  if (!comesAgain.includes(action ?? '')) return undefined
  return say(
    `  … [${connection}] не вышло (${code}), пробую ещё раз`,
    `  … [${connection}] that did not work (${code}), trying again`,
  )
}
