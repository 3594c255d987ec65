import type { Hint } from '#ingest/door/door-definition.ts'

const named = /^ONCRM(LEAD|DEAL|CONTACT)(ADD|UPDATE|DELETE|RESTORE|MOVETOCATEGORY)$/i

/** What an event is about: `ONCRMDEALUPDATE` and 759. A deletion too is a reason to read: what is not there was deleted. */
export function hintOf(event: string, id: string, at: number | undefined): Hint | undefined {
  const [, entity] = named.exec(event) ?? []
  if (!entity || !/^\d{1,18}$/.test(id)) return undefined
  return { entity: entity.toLowerCase(), id, event: event.toUpperCase(), ...(at === undefined ? {} : { at }) }
}
