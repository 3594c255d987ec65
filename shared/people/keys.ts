import { createHmac } from 'node:crypto'
import { normalEmail } from './email.ts'
import { normalPhone } from './phone.ts'

export type PersonalKind = 'phone' | 'email'

/** Keyed hash of a phone or e-mail in its normal form: 32 hex digits, or null when the text holds none. */
export function personKey(kind: PersonalKind, text: string, region: string, key: Uint8Array): string | null {
  const normal = kind === 'phone' ? normalPhone(text, region) : normalEmail(text)
  if (normal === null) return null
  return createHmac('sha256', key).update(normal).digest('hex').slice(0, 32)
}
