import { editJson, type JsonInside, type JsonText, textIn } from '#shared/json/read.ts'
import { personKey } from '#shared/people/keys.ts'
import { urlWithoutPeople } from '#shared/people/url.ts'
import type { PersonalRule, Resource } from '../source.ts'

interface GuardOptions {
  readonly personal: Resource['personal']
  readonly region: string
  readonly key: Uint8Array
}

type Rule = PersonalRule & { readonly id: number; readonly parts: readonly string[] }

/** A body as it may be stored. */
export interface Guarded {
  readonly text: string
  /** What stands in it, where it was read on the way. */
  readonly json?: JsonText
}

/** Undefined: it holds personal fields but can't be read, so nothing of it is kept. */
export function guarded(text: string, { personal, region, key }: GuardOptions): Guarded | undefined {
  if (!personal || text === '') return { text }
  if (typeof personal === 'function') return { text: personal(text) }
  const rules = rulesOf(personal)
  try {
    const replace: Replace = (rule, found) => replaced(rule, found, region, key)
    const { text: clean, value } = editJson(text, (all) => edited(all, rules, replace))
    return { text: clean, json: value }
  } catch {
    return undefined
  }
}

export const guardBody = (text: string, options: GuardOptions): string | undefined => guarded(text, options)?.text

/** A place of a body, by the rules that may still apply there. */
interface Place {
  readonly rules: readonly Rule[]
  /** Those that end here. */
  readonly ending: readonly Rule[]
  /** Nothing below is touched. */
  readonly isLast: boolean
  /** The places of the names that rules have, as they are met. */
  readonly below: Map<string, Place>
  /** That of every other name. */
  other?: Place
  readonly all: AllPlaces
}

/** As many places as differ in what may still apply: however deep an answer goes, there are no more of them. */
interface AllPlaces {
  readonly names: ReadonlySet<string>
  readonly places: Map<string, Place>
}

// Rows repeat the same names by the thousand.
const known = new WeakMap<readonly PersonalRule[], Place>()

function rulesOf(personal: readonly PersonalRule[]): Place {
  const standing = known.get(personal)
  if (standing) return standing
  const rules = personal.map((rule, id) => ({ ...rule, id, parts: rule.at.split('.') }))
  const made = placeOf(rules, { names: new Set(rules.flatMap(({ parts }) => parts)), places: new Map() })
  known.set(personal, made)
  return made
}

function placeOf(rules: readonly Rule[], all: AllPlaces): Place {
  const name = [...new Set(rules.map(({ id, parts }) => `${id}:${parts.length}`))].join()
  const ending = rules.filter(({ parts }) => parts.length === 0)
  const isLast = ending.length === rules.length
  const made = all.places.get(name) ?? { rules, ending, isLast, below: new Map(), all }
  all.places.set(name, made)
  return made
}

/** Stands for every name that no rule has. */
const otherName = '\0'

function placeBelow(place: Place, name: string): Place {
  const standing = place.below.get(name) ?? (place.other && !place.all.names.has(name) ? place.other : undefined)
  if (standing) return standing
  const isNamed = place.all.names.has(name)
  const made = placeOf(
    place.rules.flatMap((rule) => step(rule, isNamed ? name : otherName)),
    place.all,
  )
  if (isNamed) place.below.set(name, made)
  else place.other = made
  return made
}

type Replace = (rule: Rule, value: JsonInside) => JsonInside

/** Walks down with the rules that may still apply below, and changes what they reach, in place. */
function edited(value: JsonInside, place: Place, replace: Replace): JsonInside {
  if (place.isLast || value === null || typeof value !== 'object') return value
  const given = value as Record<string, JsonInside>
  // A rule may look at what stands beside it, as it was.
  let changes: [name: string, value: JsonInside][] | undefined
  for (const name of Object.keys(given)) {
    const below = place.below.get(name) ?? placeBelow(place, name)
    if (below.ending.length === 0) {
      if (below.isLast) continue
      const child = given[name]!
      if (typeof child === 'object') edited(child, below, replace)
      continue
    }
    const child = given[name]!
    const here = below.ending.find(({ when }) => when?.(given) ?? true)
    if (here) {
      changes ??= []
      changes.push([name, replace(here, child)])
    } else edited(child, below, replace)
  }
  // An own property by now, `__proto__` too.
  for (const [name, after] of changes ?? []) given[name] = after
  return given
}

/** `**` stays while it goes down, and may also end here. */
function step(rule: Rule, name: string): readonly Rule[] {
  const [first, ...rest] = rule.parts
  if (first === '**') return [rule, ...step({ ...rule, parts: rest }, name)]
  return first === '*' || first === name ? [{ ...rule, parts: rest }] : []
}

/** `__proto__` stays a plain key. */
function fromEntries(entries: readonly [string, JsonInside][]): JsonInside {
  return Object.fromEntries(entries)
}

function replaced(rule: Rule, value: JsonInside, region: string, key: Uint8Array): JsonInside {
  if (value === null || value === '') return value
  if (typeof value === 'object') {
    return Array.isArray(value)
      ? value.map((one: JsonInside) => replaced(rule, one, region, key))
      : fromEntries(Object.entries(value).map(([name, one]) => [name, replaced(rule, one, region, key)]))
  }
  if (rule.as === 'drop') return 'h1:'
  const text = typeof value === 'boolean' ? String(value) : textIn(value)
  if (rule.as === 'url') return urlWithoutPeople(text)
  return `h1:${personKey(rule.as, text, region, key) ?? ''}`
}

/** The keyed hash that stands in raw in place of a phone or e-mail; null: there was none that could be read. */
export const hashIn = (value: string | null | undefined): string | null =>
  value && /^h1:[0-9a-f]{32}$/.test(value) ? value.slice(3) : null
