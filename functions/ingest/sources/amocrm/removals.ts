import * as z from 'zod'
import { type Mapped, patch } from '#ingest/mapping/mapped.ts'
import * as wire from '#ingest/mapping/wire.ts'
import { companyContact } from './leads.ts'

export const eventRow = z.object({
  id: wire.id,
  type: z.string(),
  entity_id: wire.id,
  entity_type: wire.text.optional(),
  created_by: wire.text.optional(),
  created_at: wire.text,
  value_after: z.unknown(),
  value_before: z.unknown(),
})
export type EventRow = z.output<typeof eventRow>

/** When it happened. */
export const at = ({ created_at }: EventRow) => wire.unix('created_at', created_at) ?? undefined

type Kind = 'lead' | 'contact' | 'company'
export const kindOf = ({ entity_type, type }: EventRow): Kind | undefined =>
  (['lead', 'contact', 'company'] as const).find((kind) =>
    (entity_type ?? type)
      .replace(/^companies$/, 'company')
      .replace(/s$/, '')
      .startsWith(kind),
  )

/** The lead and the deal are one object: both are gone, or back. */
export function removed(event: EventRow, deleted: boolean): readonly Mapped[] {
  const [id, updated_at] = [event.entity_id, at(event)]
  return [patch('lead', { lead_id: id, deleted, updated_at }), patch('deal', { deal_id: id, deleted, updated_at })]
}

/** When it was deleted (or restored) nobody knows: the newest version as it is, read later, says that it is gone (or back). */
export const leadGone =
  (deleted: boolean) =>
  (id: string): readonly Mapped[] => [patch('lead', { lead_id: id, deleted }), patch('deal', { deal_id: id, deleted })]

/** The event stands at the one that is left; the others are named in its values. */
export function merged(event: EventRow): readonly Mapped[] {
  const [kind, survivor, updated_at] = [kindOf(event), event.entity_id, at(event)]
  const gone = [...new Set([...idsIn(event.value_before), ...idsIn(event.value_after)])].filter((id) => id !== survivor)
  const name = (id: string) => (kind === 'company' ? companyContact(id) : id)
  return gone.flatMap((id): readonly Mapped[] => {
    if (kind === 'lead') {
      return [
        patch('lead', { lead_id: id, merged_into: survivor, updated_at }),
        patch('deal', { deal_id: id, merged_into: survivor, updated_at }),
      ]
    }
    return kind ? [patch('contact', { contact_id: name(id), merged_into: name(survivor), updated_at })] : []
  })
}

const ids = /^(id|ids|(merged_)?(entity|entities)_ids?|merged_ids?|(lead|contact|company)_ids?)$/
const others = /user|account|pipeline|status|note|tag|field|group/

/** Ids of entities, however deep: the form of these values is documented nowhere. */
function idsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return /^\d{1,19}$/.test(value) ? [value] : []
  if (Array.isArray(value)) return value.flatMap(idsIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, child]) =>
    (typeof child === 'object' ? !others.test(key) : ids.test(key)) ? idsIn(child) : [],
  )
}
