import { type Mapped, patch } from '#ingest/mapping/mapped.ts'
import type { Ask } from '../../source.ts'
import type { Settings } from './settings.ts'

type Told = Pick<Ask<Settings>, 'settings'>

/** Leads have no pipelines; without a name of their own their NEW would be that of the first deal pipeline. */
export const leadPipeline = 'lead'

/** What `crm.item.list` calls leads and deals; every other number is a process, or invoices. */
export const [leadType, dealType] = ['1', '2']

/** Processes number their pipelines on their own: their 3 is not that of the deals. */
export const pipelineId = (type: string, category: string): string =>
  type === leadType ? leadPipeline : type === dealType ? category : `${type}-${category}`

const cards: Readonly<Record<string, string>> = { [leadType]: 'lead', [dealType]: 'deal' }

export const cardOf = ({ settings }: Told, type: string, id: string): string =>
  `https://${settings.portal}/crm/${cards[type] ?? `type/${type}`}/details/${id}/`

/** A lead that is a lead, or a deal that is one, has its own id; what counts as another object must not meet those. */
export const itemId = (type: string, as: string, id: string): string => (cards[type] === as ? id : `${type}-${id}`)

/** In a portal without leads a deal is the request as well, where the connection says so. */
export const requestOf = (id: string, type: string, { settings }: Told): string | null =>
  settings.items.some((item) => String(item.type) === type && item.as === 'lead') ? itemId(type, 'lead', id) : null

/** What the system no longer has. */
export function goneRecords(entity: 'lead' | 'deal', id: string, ask: Told): readonly Mapped[] {
  if (entity === 'lead') return [patch('lead', { lead_id: id, deleted: true })]
  const lead_id = requestOf(id, dealType, ask)
  const deal = patch('deal', { deal_id: id, deleted: true })
  return lead_id === null ? [deal] : [deal, patch('lead', { lead_id, deleted: true })]
}
