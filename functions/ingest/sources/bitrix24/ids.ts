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

/** What the system no longer has, or has again: a lead, a deal, or an object of another type. */
export function goneRecords(type: string, id: string, deleted: boolean, ask: Told): readonly Mapped[] {
  if (type === leadType) return [patch('lead', { lead_id: id, deleted })]
  if (type === dealType) {
    const lead_id = requestOf(id, dealType, ask)
    const deal = patch('deal', { deal_id: id, deleted })
    return lead_id === null ? [deal] : [deal, patch('lead', { lead_id, deleted })]
  }
  const as = countedAs(type, ask)
  if (as === undefined) return []
  const own = itemId(type, as, id)
  if (as === 'payment') return deleted ? [takenBack(own)] : []
  return [as === 'lead' ? patch('lead', { lead_id: own, deleted }) : patch('deal', { deal_id: own, deleted })]
}

/** What the objects of a process, or invoices, count as; undefined: nobody has asked for them. */
export const countedAs = (type: string, { settings }: Told): 'lead' | 'deal' | 'payment' | undefined =>
  settings.items.find((item) => String(item.type) === type)?.as

/** An invoice that is paid no more, or is no more at all. */
export const takenBack = (payment_id: string): Mapped =>
  patch('payment', { payment_id, deal_id: null, lead_id: null, amount_micros: 0n })
