import type { Blocked } from '#aggregate/blocked.ts'
import { models } from '#aggregate/models/index.ts'
import type { MonthData } from '#report/month-data.ts'
import { say, type Text } from '#shared/i18n/text.ts'

/** One sentence for the terminal: what is kept back since when, and by which checks. */
export function staleNote({ as_of: asOf, since, checks }: Blocked): Text {
  const found = checks.map(({ name, rows }) => `${name} (${rows})`).join(', ')
  return say(
    `Цифры устарели с ${since}: расчёт на ${asOf} не прошёл проверки: ${found}`,
    `The numbers are stale since ${since}: the build as of ${asOf} failed its checks: ${found}`,
  )
}

/** The same while nothing is published that could be stale. */
export function heldNote({ as_of: asOf, checks }: Blocked): Text {
  const found = checks.map(({ name, rows }) => `${name} (${rows})`).join(', ')
  return say(
    `Расчёт на ${asOf} не опубликован: не прошёл проверки: ${found}`,
    `The build as of ${asOf} is not published: it failed its checks: ${found}`,
  )
}

/** The same for the page, with the checks' own sentences. */
export const blockedForPage = (blocked: Blocked | undefined): MonthData['blocked'] =>
  blocked && {
    asOf: blocked.as_of,
    since: blocked.since,
    checks: blocked.checks.map((check) => ({
      ...check,
      about: models.find(({ name }) => name === check.name)?.about,
    })),
  }
