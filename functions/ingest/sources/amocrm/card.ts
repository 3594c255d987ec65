import * as wire from '#ingest/mapping/wire.ts'
import { companyContact } from './leads.ts'
import { ref } from './shapes.ts'

/** Whose card it stands on. */
export function ownerOf(type: string | null | undefined, id: string | null | undefined) {
  if (!id) return {}
  if (type === 'leads' || type === 'lead') return { lead_id: id, deal_id: id }
  if (type === 'contacts' || type === 'contact') return { contact_id: id }
  return type === 'companies' || type === 'company' ? { contact_id: companyContact(id) } : undefined
}

/** What tasks and notes have in common. */
export const onCard = {
  id: wire.id,
  entity_id: ref.optional(),
  entity_type: wire.text.optional(),
  created_at: wire.text,
  updated_at: wire.text.optional(),
  created_by: wire.text.optional(),
  responsible_user_id: ref.optional(),
}
