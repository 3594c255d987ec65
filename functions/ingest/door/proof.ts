import { createHmac, timingSafeEqual } from 'node:crypto'
import { sha256 } from '../raw/manifest.ts'
import type { DoorDefinition, DoorFields } from './door-definition.ts'

/** How far the sender's clock may be off, in ms. */
const tolerance = 300_000

export interface Proof {
  readonly door: DoorDefinition
  readonly secret: string
  readonly rest: string
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Uint8Array
  readonly now: number
}

/** In constant time for any guess. */
export function isProven(
  { door: { proof }, secret, rest, headers, body, now }: Proof,
  fields: DoorFields | undefined,
): boolean {
  if (proof.kind === 'url') return same(rest, secret)
  if (proof.kind === 'field') return same(fields?.get(proof.name) ?? '', secret)
  const time = proof.timestamp === undefined ? '' : (headers[proof.timestamp] ?? '')
  if (proof.timestamp !== undefined && !isNear(time, now)) return false
  const hmac = createHmac('sha256', secret).update(time).update(body)
  return same((headers[proof.header] ?? '').replace(/^sha256=/, ''), hmac.digest(proof.encoding))
}

/** Both ways: a clock may be ahead as well. */
function isNear(time: string, now: number): boolean {
  if (!/^\d{9,14}$/.test(time)) return false
  const ms = Number(time) > 1e11 ? Number(time) : Number(time) * 1000
  return Math.abs(ms - now) <= tolerance
}

/** Takes as long for any guess: hashes of equal length are compared. */
const same = (a: string, b: string): boolean =>
  timingSafeEqual(Buffer.from(sha256(a), 'hex'), Buffer.from(sha256(b), 'hex'))
