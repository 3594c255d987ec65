import { instantOf, localDay } from '#shared/numbers/zone.ts'

const zone = 'America/Los_Angeles'

/** Google's daily quotas begin anew at midnight there. `sent`: the answer's own Date header, by whose clock we count. */
export function msToPacificMidnight(sent: string | undefined, defaultMs: number): number {
  const at = Date.parse(sent ?? '')
  return Number.isNaN(at) ? defaultMs : instantOf(localDay(at, zone) + 1, 0, zone) - at
}
