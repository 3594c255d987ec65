const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }
const longest = 24 * 3_600_000

/**
 * How long to wait, in milliseconds: `120`, `"1 seconds"`, `1.5`, `2 min`, an HTTP or ISO date, unix time in seconds or
 * milliseconds. Unreadable (`soon`), negative or absent: the default. Never more than a day.
 */
export function waitOf(value: string | null | undefined, now: number, defaultMs: number): number {
  const ms = read(value?.trim().replace(/^"|"$/g, '') ?? '', now)
  return ms === undefined || !Number.isFinite(ms) || ms < 0 ? defaultMs : Math.min(Math.ceil(ms), longest)
}

function read(text: string, now: number): number | undefined {
  const plain = /^(\d+(?:\.\d+)?)\s*(ms|milliseconds?|s|sec|seconds?|m|min|minutes?|h|hours?)?$/i.exec(text)
  if (plain) return amount(Number(plain[1]), plain[2]?.toLowerCase(), now)
  if (!/[a-z]{3}|\d{4}-\d\d/i.test(text)) return undefined
  const date = Date.parse(text)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

function amount(value: number, unit: string | undefined, now: number): number {
  if (unit)
    return (
      value *
      (units[unit.startsWith('mi') ? (unit.startsWith('mil') ? 'ms' : 'm') : unit === 'ms' ? 'ms' : unit[0]!] ?? 1000)
    )
  // As seconds these would be decades: they are moments.
  if (value > 1e11) return Math.max(0, value - now)
  if (value > 1e8) return Math.max(0, value * 1000 - now)
  return value * 1000
}
