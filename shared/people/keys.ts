import { normalEmail } from './email.ts'
import { hmacOf } from './hmac.ts'
import { normalPhone } from './phone.ts'

export type PersonalKind = 'phone' | 'email'

interface Hashes {
  readonly hmac: (text: string) => string
  /** The same person stands in many rows. */
  readonly known: Map<string, string | null>
}

const byKey = new WeakMap<Uint8Array, Hashes>()
const mostKnown = 20_000

/** Keyed hash of a phone or e-mail in its normal form: 32 hex digits, or null when the text holds none. */
export function personKey(kind: PersonalKind, text: string, region: string, key: Uint8Array): string | null {
  const { hmac, known } = hashesOf(key)
  const name = `${kind} ${region} ${text}`
  const before = known.get(name)
  if (before !== undefined) return before
  const normal = kind === 'phone' ? normalPhone(text, region) : normalEmail(text)
  const found = normal === null ? null : hmac(normal).slice(0, 32)
  if (known.size >= mostKnown) known.clear()
  known.set(name, found)
  return found
}

function hashesOf(key: Uint8Array): Hashes {
  const standing = byKey.get(key)
  if (standing) return standing
  const made = { hmac: hmacOf(key), known: new Map() }
  byKey.set(key, made)
  return made
}
