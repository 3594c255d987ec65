import type { Ask, PageRead, WireResponse } from '../../source.ts'
import { type Place, pagesAtOnce, readChain } from './chain.ts'
import { pageSize, readEnvelope } from './envelope.ts'
import type { Settings } from './settings.ts'
import { idIn } from './wire-row.ts'

interface ListRules {
  /** Names that rows of other lists have and these never: the answer then belongs to another question. */
  readonly foreign: readonly string[]
  /** By id: the last one is the cursor. */
  readonly byId?: boolean
  /** Its method is asked for one page at a time. */
  readonly isSingly?: boolean
}

/** A list that goes on at `>ID`: `next` and `total` are absent with `start: -1`, a page of less than 50 is the last. */
export function listPage(response: WireResponse, ask: Ask<Settings>, rules: ListRules): PageRead {
  const place = askedPlace(ask, rules.byId)
  if (pagesAtOnce(place) > 1) return chainPage(response, place, rules)
  const { rows, total, next } = readEnvelope(response)
  checkOwn(rows, rules)
  if (ask.slice.ids) return { rows }
  if (placeIn(ask.next) !== undefined) return { rows, next: rows.length > 0 ? placeAt(next) : null }
  const { after } = place
  const found = rows.flatMap((row) => idIn(row) ?? [])
  const last = found.reduce((most, id) => (BigInt(id) > BigInt(most) ? id : most), after)
  const goesOn = rows.length >= pageSize || (rows.length > 0 && next > 0)
  const isUnordered = goesOn && last !== found.at(-1) && last !== after
  // The order was passed over, but there is an offset to go on at.
  if (isUnordered && ask.next === null && next > 0 && !rules.byId) return { rows, next: placeAt(next), total }
  const comesAgain = found.some((id) => BigInt(id) <= BigInt(after))
  if ((comesAgain && last !== after) || isUnordered) throw new Error('unordered')
  const full = rules.isSingly || rows.length < pageSize ? 0 : place.full + 1
  // A page that comes again whole ends where it began: that is said as a cursor that did not move.
  const goOn = last === after && ask.next !== null ? ask.next : { after: last, full }
  return {
    rows,
    next: goesOn ? goOn : null,
    ...(ask.next === null && total > 0 ? { total } : {}),
    ...cursorAt(last, rules),
  }
}

/** Several pages of a list, in one batch. */
function chainPage(response: WireResponse, place: Place, rules: ListRules): PageRead {
  const { rows, last, next } = readChain(response.json(), place)
  checkOwn(rows, rules)
  return { rows, next: next && { ...next }, ...cursorAt(last, rules) }
}

const cursorAt = (last: string, { byId }: ListRules) => (byId && last !== '0' ? { cursor: last } : {})

/** Where the list goes on. What an earlier version has kept is the last id alone. */
export function askedPlace({ next, slice }: Pick<Ask<Settings>, 'next' | 'slice'>, byId = false): Place {
  if (typeof next === 'object' && next !== null && !Array.isArray(next)) return next as unknown as Place
  if (typeof next === 'string' && placeIn(next) === undefined) return { after: next, full: 0 }
  return { after: byId && next === null && /^\d+$/.test(slice.from) ? slice.from : '0', full: 0 }
}

/** An offset instead of an id: the list is not in the order of ids. */
const placeAt = (next: number): string | null => (next > 0 ? `at:${next}` : null)
export const placeIn = (next: Ask<Settings>['next']): number | undefined =>
  typeof next === 'string' && next.startsWith('at:') ? Number(next.slice(3)) : undefined

function checkOwn(rows: readonly unknown[], { foreign }: Pick<ListRules, 'foreign'>): void {
  const isForeign = (row: unknown) =>
    typeof row === 'object' && row !== null && foreign.some((name) => Object.hasOwn(row, name))
  if (rows.some(isForeign)) throw new Error('rows of another list')
}

/** A list that goes on at an offset. */
export function offsetPage(response: WireResponse, foreign: readonly string[]): PageRead {
  const { rows, next, total } = readEnvelope(response)
  checkOwn(rows, { foreign })
  return { rows, next: rows.length > 0 && next > 0 ? String(next) : null, ...(total > 0 ? { total } : {}) }
}
