import type { Row } from '#aggregate/model.ts'
import { folded, groupBy, textOf } from './text.ts'

export interface ChannelAnswer {
  readonly channel: string
  readonly isBrand: boolean
}

type Test = (origin: Row) => boolean

const comparisons: Readonly<Record<string, (text: string, value: string) => boolean>> = {
  equals: (text, value) => text === value,
  starts_with: (text, value) => text.startsWith(value),
  contains: (text, value) => text.includes(value),
  present: (text) => text !== '',
  absent: (text) => text === '',
}

/** A pattern keeps its case: \S folded to \s would mean the opposite. */
function pattern(field: string, source: string): Test {
  const expression = new RegExp(source, 'iu')
  return (origin) => expression.test(textOf(origin[field])?.trim() ?? '')
}

function testOf(rule: Row): Test {
  const field = String(rule.field)
  if (rule.op === 'regexp') return pattern(field, textOf(rule.value) ?? '')
  const compare = comparisons[String(rule.op)]
  const value = folded(rule.value)
  return (origin) => compare?.(folded(origin[field]), value) ?? false
}

/** All rows of a position must match. */
function ruleTest(rows: readonly Row[]): Test {
  const tests = rows.map(testOf)
  return (origin) => tests.every((test) => test(origin))
}

/** What an origin is called when no rule knows it: its own words, so that nothing is lost and a blank stays blank. */
function ownName(origin: Row): string {
  const named = [origin.channel_hint, origin.utm_source, origin.click_kind].map((value) => textOf(value)?.trim() ?? '')
  const fallback = origin.is_spend === true ? (textOf(origin.source) ?? 'none') : 'none'
  return named.find((name) => name !== '') ?? fallback
}

/** The rules of one agreement as one function; the lowest position that matches decides. */
export function channelFinder(
  rules: readonly Row[],
  brandChannels: ReadonlySet<string>,
): (origin: Row) => ChannelAnswer {
  const byPosition = [...groupBy(rules, (rule) => String(rule.position))]
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, rows]) => ({ channel: String(rows[0]!.channel), brand: rows.some((row) => row.is_brand === true), rows }))
    .map(({ rows, ...rule }) => ({ ...rule, matches: ruleTest(rows) }))
  return (origin) => {
    const rule = byPosition.find((one) => one.matches(origin))
    const channel = rule?.channel ?? ownName(origin)
    return { channel, isBrand: (rule?.brand ?? false) || brandChannels.has(channel) }
  }
}
