import { editJson, type JsonText, unmarked } from '#shared/json/read.ts'
import { personKey } from '#shared/people/keys.ts'
import { urlWithoutPeople } from '#shared/people/url.ts'
import type { PersonalRule, Resource } from '../source.ts'

interface GuardOptions {
  readonly personal: Resource['personal']
  readonly region: string
  readonly key: Uint8Array
}

type Rule = PersonalRule & { readonly id: number; readonly parts: readonly string[] }
type Parent = { readonly [key: string]: JsonText }

/** The body as it may be stored. Undefined: it holds personal fields but can't be read, so nothing of it is kept. */
export function guardBody(text: string, { personal, region, key }: GuardOptions): string | undefined {
  if (!personal || text === '') return text
  if (typeof personal === 'function') return personal(text)
  const rules = rulesOf(personal)
  try {
    return editJson(text, (value) => edited(value, rules, (rule, found) => replaced(rule, found, region, key)))
  } catch {
    return undefined
  }
}

/** The rules that may still apply at a place, and those of the names below it that were met before. */
interface Rules {
  readonly rules: readonly Rule[]
  readonly below: Map<string, Rules>
  readonly all: AllRules
}

/** As many places as differ in what may still apply: however deep an answer goes, there are no more of them. */
interface AllRules {
  readonly names: ReadonlySet<string>
  readonly places: Map<string, Rules>
}

// Rows repeat the same names by the thousand.
const known = new WeakMap<readonly PersonalRule[], Rules>()

function rulesOf(personal: readonly PersonalRule[]): Rules {
  const standing = known.get(personal)
  if (standing) return standing
  const rules = personal.map((rule, id) => ({ ...rule, id, parts: rule.at.split('.') }))
  const made = placeOf(rules, { names: new Set(rules.flatMap(({ parts }) => parts)), places: new Map() })
  known.set(personal, made)
  return made
}

function placeOf(rules: readonly Rule[], all: AllRules): Rules {
  const name = [...new Set(rules.map(({ id, parts }) => `${id}:${parts.length}`))].join()
  const made = all.places.get(name) ?? { rules, below: new Map(), all }
  all.places.set(name, made)
  return made
}

/** Stands for every name that no rule has. */
const otherName = '\0'

function rulesBelow({ rules, below, all }: Rules, name: string): Rules {
  const met = all.names.has(name) ? name : otherName
  const standing = below.get(met)
  if (standing) return standing
  const made = placeOf(
    rules.flatMap((rule) => step(rule, met)),
    all,
  )
  below.set(met, made)
  return made
}

type Replace = (rule: Rule, value: JsonText) => JsonText

/** Walks down with the rules that may still apply below; what no rule touches is not made anew. */
function edited(value: JsonText, rules: Rules, replace: Replace): JsonText {
  if (rules.rules.length === 0 || value === null || typeof value !== 'object') return value
  const given = value as Record<string, JsonText>
  let changed: Record<string, JsonText> | undefined
  for (const name of Object.keys(given)) {
    const child = given[name]!
    const below = rulesBelow(rules, name)
    const here = below.rules.find(({ parts, when }) => parts.length === 0 && (when?.(value as Parent) ?? true))
    const after = here ? replace(here, child) : edited(child, below, replace)
    if (after === child) continue
    changed ??= (Array.isArray(value) ? [...value] : { ...given }) as Record<string, JsonText>
    // An own property by now, `__proto__` too.
    changed[name] = after
  }
  return (changed as JsonText | undefined) ?? value
}

/** `**` stays while it goes down, and may also end here. */
function step(rule: Rule, name: string): readonly Rule[] {
  const [first, ...rest] = rule.parts
  if (first === '**') return [rule, ...step({ ...rule, parts: rest }, name)]
  return first === '*' || first === name ? [{ ...rule, parts: rest }] : []
}

/** `__proto__` stays a plain key. */
function fromEntries(entries: readonly [string, JsonText][]): JsonText {
  return Object.fromEntries(entries)
}

function replaced(rule: Rule, value: JsonText, region: string, key: Uint8Array): JsonText {
  if (value === null || value === '') return value
  if (typeof value === 'object') {
    return Array.isArray(value)
      ? value.map((one: JsonText) => replaced(rule, one, region, key))
      : fromEntries(Object.entries(value).map(([name, one]) => [name, replaced(rule, one, region, key)]))
  }
  if (rule.as === 'drop') return 'h1:'
  const text = unmarked(String(value))
  if (rule.as === 'url') return urlWithoutPeople(text)
  return `h1:${personKey(rule.as, text, region, key) ?? ''}`
}

/** The keyed hash that stands in raw in place of a phone or e-mail; null: there was none that could be read. */
export const hashIn = (value: string | null | undefined): string | null =>
  value && /^h1:[0-9a-f]{32}$/.test(value) ? value.slice(3) : null
