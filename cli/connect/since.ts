import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { dateOf } from '#shared/time/dates.ts'
import { badDay, isDay } from '../month.ts'

/** Errors: FixConfig when `--since` is no day, or one that is still to come. */
export function checkSince(since: string | undefined, now: number): void {
  if (since === undefined) return
  if (!isDay(since)) throw badDay(since)
  if (since <= dateOf(now)) return
  throw new FixConfig({
    code: 'BAD_DAY',
    what: say(`--since ${since}: этот день ещё не наступил`, `--since ${since}: this day is still to come`),
    hint: say('Укажите прошедший день', 'Name a day that has passed'),
  })
}
