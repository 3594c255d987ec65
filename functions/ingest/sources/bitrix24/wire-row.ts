import * as z from 'zod'
import { bad, instant } from '#ingest/mapping/wire.ts'
import type { JsonText } from '#shared/json/read.ts'

/** `ASSIGNED_BY_ID`, `assignedById`, `ufCrm_17` and `UF_CRM_17` are one name each. */
export function plainName(name: string): string {
  const known = plainNames.get(name)
  if (known !== undefined) return known
  const plain = name.replaceAll('_', '').toLowerCase()
  if (plainNames.size >= mostNames) plainNames.clear()
  plainNames.set(name, plain)
  return plain
}

const plainNames = new Map<string, string>()
const mostNames = 10_000

/** A row whatever the spelling of its names and the type of its values. */
export interface WireRow {
  has(name: string): boolean
  raw(...names: readonly string[]): JsonText | undefined
  /** The first of these that holds something: lists joined, '', null and false are null. */
  text(...names: readonly string[]): string | null
  /** The first of these that is an id of something else: 0 is nobody. */
  ref(...names: readonly string[]): string | null
  /** ISO with offset → epoch ms. */
  at(column: string, ...names: readonly string[]): number | null
  /** Its own id, digits. Throws BadValue. */
  id(): string
}

export const wireRow = z.transform((given: unknown, { issues }): WireRow => {
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) return rowOf(given as Given)
  issues.push({ code: 'invalid_type', expected: 'object', input: given })
  return z.NEVER
})

type Given = { readonly [name: string]: JsonText }

/** The names of the last row and, by plain name, how they are spelt: those of the next are mostly the same. */
let spelling = { names: [''] as readonly string[], byPlain: new Map<string, string>() }

function spellingOf(given: Given): ReadonlyMap<string, string> {
  const names = Object.keys(given)
  const before = spelling.names
  if (names.length !== before.length || names.some((name, i) => name !== before[i]))
    spelling = { names, byPlain: new Map(names.map((name) => [plainName(name), name])) }
  return spelling.byPlain
}

export function rowOf(given: Given): WireRow {
  const spelt = spellingOf(given)
  const valueBy = (name: string) => {
    const own = spelt.get(plainName(name))
    return own === undefined ? undefined : given[own]
  }
  const raw: WireRow['raw'] = (...names) => {
    for (const name of names) {
      const value = valueBy(name)
      if (isSomething(value)) return value
    }
    return undefined
  }
  const text: WireRow['text'] = (...names) => scalar(raw(...names), names[0]!)
  const ref: WireRow['ref'] = (...names) => {
    for (const name of names) {
      const value = text(name)
      if (value !== null && value !== '0') return value
    }
    return null
  }
  return {
    has: (name) => spelt.has(plainName(name)),
    ...{ raw, text, ref },
    at: (column, ...names) => instant(column, text(...names)),
    id() {
      const value = idIn(given)
      if (value === undefined) throw bad('RANGE', 'id')
      return value
    },
  }
}

const isSomething = (value: JsonText | undefined): value is JsonText =>
  value !== undefined && value !== null && value !== '' && value !== false && !(Array.isArray(value) && !value.length)

function scalar(value: JsonText | undefined, column: string): string | null {
  if (value === undefined || value === null) return null
  if (Array.isArray(value)) {
    const texts = (value as readonly JsonText[]).map((one) => scalar(one, column)).filter((one) => one !== null)
    return texts.length > 0 ? texts.join(', ') : null
  }
  if (typeof value === 'object') throw bad('RANGE', column)
  return String(value)
}

/** `ID` is asked for and `id` may be answered, as number or text. */
export function idIn(given: unknown): string | undefined {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return undefined
  const row = given as Given
  const value = row.ID ?? row.id ?? row.Id
  return typeof value === 'string' && /^\d{1,18}$/.test(value) ? value : undefined
}
