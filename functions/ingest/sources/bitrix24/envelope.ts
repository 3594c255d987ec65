import * as z from 'zod'
import type { WireResponse } from '../../source.ts'
import { idIn } from './wire-row.ts'

/** Fixed by the system. */
export const pageSize = 50

const envelope = z.looseObject({ result: z.unknown(), next: z.unknown().optional(), total: z.unknown().optional() })
const count = (value: unknown): number => (typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : 0)

interface Envelope {
  readonly rows: readonly unknown[]
  /** Rows of the whole answer; 0: not counted. */
  readonly total: number
  /** Offset of the next page; 0: none is named. */
  readonly next: number
}

export function readEnvelope(response: WireResponse): Envelope {
  const { result, next, total } = envelope.parse(response.json())
  return { rows: rowsIn(result), total: count(total), next: count(next) }
}

/**
 * `[…]`, `{items: […]}`, `{tasks: […]}`, `{"0": …, "1": …}` (a PHP array with holes), or one row alone, `{ID: …}` or
 * `{item: {id: …}}`; nothing at all is `[]` or `{}`.
 */
export function rowsIn(result: unknown): readonly unknown[] {
  if (Array.isArray(result)) return result
  if (typeof result !== 'object' || result === null) throw new Error('no rows')
  const { item = result } = result as { readonly item?: unknown }
  return idIn(item) === undefined ? listIn(result) : [item]
}

function listIn(result: object): readonly unknown[] {
  const entries = Object.entries(result)
  if (entries.every(([key]) => /^\d+$/.test(key))) return entries.map(([, value]) => value)
  const lists = entries.map(([, value]) => value).filter((value) => typeof value === 'object' && value !== null)
  if (lists.length !== 1) throw new Error('no rows')
  return Array.isArray(lists[0]) ? lists[0] : listIn(lists[0] as object)
}
