import type { Hint } from '#ingest/door/door-definition.ts'
import { own } from '#shared/own.ts'
import { dealType, leadType } from './ids.ts'

const named = /^ONCRM(LEAD|DEAL|CONTACT|DYNAMICITEM)(ADD|UPDATE|DELETE|RESTORE|MOVETOCATEGORY)(?:_\d+)?$/i
const types: Readonly<Record<string, string>> = { lead: leadType, deal: dealType }

/** The entity of a deletion's hints; their ids are `<type>-<id>`. */
export const deletion = 'deleted'

interface Told {
  readonly event: string
  readonly id: string
  /** Of a process or an invoice. */
  readonly type?: string
  readonly at?: number
}

/**
 * What an event is about: `ONCRMDEALUPDATE` and 759. Who is not answered after a deletion is gone; after any other event
 * it may be that only a right was taken away, which the scan finds out. Changed objects of processes come with the pull.
 */
export function hintOf({ event, id, type = '', at }: Told): Hint | undefined {
  const [, name = '', happened = ''] = named.exec(event) ?? []
  const entity = name.toLowerCase()
  if (!entity || !/^\d{1,18}$/.test(id)) return undefined
  const time = at === undefined ? {} : { at }
  const of = own(types, entity) ?? (entity === 'dynamicitem' && /^\d{1,9}$/.test(type) ? type : undefined)
  if (happened.toUpperCase() === 'DELETE' && of)
    return { entity: deletion, id: `${of}-${id}`, event: event.toUpperCase(), ...time }
  return entity === 'dynamicitem' ? undefined : { entity, id, event: event.toUpperCase(), ...time }
}
