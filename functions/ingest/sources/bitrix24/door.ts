import type { DoorDefinition } from '#ingest/door/door-definition.ts'
import { hintOf } from './events.ts'

/**
 * Events of an application and of an outgoing webhook: the first hold live tokens, the second none, and both the
 * application_token, which proves the sender. Nothing but id, event and time is believed or kept.
 */
export const door: DoorDefinition = {
  secret: 'hook',
  proof: { kind: 'field', name: 'auth[application_token]' },
  isOurs(fields, { account }) {
    const member = fields.get('auth[member_id]')?.toLowerCase()
    // An account named by its member_id takes no other portal's events.
    return !/^[0-9a-f]{32}$/i.test(account) || member === undefined || member === account.toLowerCase()
  },
  hints(fields) {
    const ts = fields.get('ts') ?? ''
    const at = /^\d{9,11}$/.test(ts) ? Number(ts) * 1000 : undefined
    const told = (name: string) => fields.get(name) ?? ''
    const [id, type] = [told('data[FIELDS][ID]'), told('data[FIELDS][ENTITY_TYPE_ID]')]
    const hint = hintOf({ event: told('event'), id, type, at })
    return hint ? [hint] : []
  },
}
