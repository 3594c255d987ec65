import { FixData } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { DoorFields } from './door-definition.ts'

export interface FormLimits {
  /** Bytes of the body. */
  readonly size: number
  readonly keys: number
  /** Brackets of one key. */
  readonly depth: number
}

const defaults: FormLimits = { size: 1 << 20, keys: 10_000, depth: 16 }

/**
 * A form with bracketed names as a flat map, `leads[add][0][id]` → value: never arrays by index, so that an id used as an
 * index costs nothing. Errors: FixData TOO_LARGE, TOO_DEEP.
 */
export function formMap(body: Uint8Array, limits: Partial<FormLimits> = {}): DoorFields {
  const { size, keys, depth } = { ...defaults, ...limits }
  if (body.length > size) throw refused('TOO_LARGE')
  const fields = new Map<string, string>()
  const text = Buffer.from(body).toString('utf8')
  let count = 0
  for (let from = 0; from <= text.length; ) {
    const end = text.indexOf('&', from)
    const pair = text.slice(from, end < 0 ? text.length : end)
    from = end < 0 ? text.length + 1 : end + 1
    if (pair === '') continue
    if (++count > keys) throw refused('TOO_LARGE')
    const equals = pair.indexOf('=')
    const name = decoded(equals < 0 ? pair : pair.slice(0, equals))
    if (name.split('[').length - 1 > depth) throw refused('TOO_DEEP')
    fields.set(name, equals < 0 ? '' : decoded(pair.slice(equals + 1)))
  }
  return fields
}

function decoded(text: string): string {
  const spaced = text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced
  }
}

/** JSON bodies in the same shape. */
export function jsonMap(value: unknown, limits: Partial<FormLimits> = {}): DoorFields {
  const { keys, depth } = { ...defaults, ...limits }
  const fields = new Map<string, string>()
  const walk = (part: unknown, name: string, level: number): void => {
    if (level > depth) throw refused('TOO_DEEP')
    if (typeof part === 'object' && part !== null) {
      for (const [key, child] of Object.entries(part)) walk(child, name === '' ? key : `${name}[${key}]`, level + 1)
      return
    }
    if (fields.size >= keys) throw refused('TOO_LARGE')
    fields.set(name, part === null || part === undefined ? '' : String(part))
  }
  walk(value, '', 0)
  return fields
}

const refused = (code: 'TOO_LARGE' | 'TOO_DEEP') =>
  new FixData({ who: 'door', code, what: say('Вебхук слишком велик.', 'The webhook is too large.') })
