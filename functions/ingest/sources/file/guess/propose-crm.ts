import type { Expression } from '../connection.ts'
import type { Filter } from '../schema.ts'
import type { Proposal } from './guess.ts'
import { verdictsOf } from './propose-events.ts'
import type { Role } from './role.ts'
import { marks, type Table } from './roles.ts'
import { isPaidStage } from './words.ts'

const contactIds: readonly Role[] = ['contact_id', 'id', 'lead_id', 'call_id', 'deal_id']

/** Requests, sales, payments, people and fields of a CRM's export. */
export function crmOf(table: Table): readonly Proposal[] {
  const id: readonly Role[] = ['lead_id', 'call_id', 'id', 'deal_id']
  const isContact = table.has('phone') || table.has('email')
  // Without ids of people, the row itself is the contact: its phone and e-mail must reach the lead.
  const person: Record<string, readonly Role[]> = { contact_id: isContact ? contactIds : ['contact_id'] }
  const about: Record<string, readonly Role[]> = { responsible: ['responsible'], product: ['product'] }
  const stage: Record<string, readonly Role[]> = { pipeline: ['pipeline'], stage: ['stage'] }
  const isLead = table.has('created') || table.has('date') || !table.has('closed')
  const lead: Proposal = {
    record: 'lead',
    columns: {
      ...table.take({ lead_id: id, ...stage, created_at: ['created', 'date'], updated_at: ['updated'] }),
      ...table.take({ ...person, ...about, client_id: ['client_id'], channel_hint: ['source'], ...marks }),
      ...table.take({ utm_campaign: ['utm_campaign', 'campaign_name'], reject_reason: ['reject_reason'] }),
      ...clickOf(table),
    },
  }
  const deal: Proposal = {
    record: 'deal',
    columns: {
      ...table.take({ deal_id: ['deal_id', 'id', 'lead_id'], lead_id: id, ...stage }),
      ...table.take({
        created_at: ['created', 'date', 'closed'],
        updated_at: ['updated'],
        closed_at: ['closed', 'paid_at'],
      }),
      ...table.take({ amount_micros: ['amount', 'price', 'paid'], currency: ['currency'], ...person, ...about }),
      ...table.take({ lost_reason: ['reject_reason'] }),
    },
  }
  const isDeal = table.has('deal_id') || (['amount', 'price', 'paid', 'closed'] as const).some(table.has)
  return [
    ...(isLead ? [lead] : []),
    ...(isDeal ? [deal] : []),
    ...paymentOf(table),
    ...(isContact ? contactOf(table) : []),
    ...fieldsOf(table),
    ...verdictsOf(table),
  ]
}

/** A lead that no click brought has no kind of click either: channels are told by it. */
function clickOf(table: Table): Record<string, Expression> {
  const kinds = (['yclid', 'gclid'] as const).filter((role) => table.has(role))
  if (kinds.length === 0) return {}
  return {
    click_id: firstOf(kinds.map((kind) => table.name(kind)!)),
    click_kind: firstOf(kinds.map((kind) => ({ map: { from: table.name(kind)!, values: {}, else: kind } }))),
  }
}

const firstOf = (expressions: readonly Expression[]): Expression =>
  expressions.length === 1 ? expressions[0]! : { first: [...expressions] }

function paymentOf(table: Table): readonly Proposal[] {
  const paid = table.name('paid')
  if (!paid) return []
  const stages = table.column('stage')?.values.filter(isPaidStage) ?? []
  const day = table.column('paid_at', 'closed')
  const made = table.take({ paid: ['paid_at', 'closed'], created: ['created', 'date'] })
  const dates = [made.paid, made.created].filter((one) => one !== undefined)
  const columns = {
    ...table.take({ payment_id: ['payment_id', 'deal_id', 'id', 'lead_id'] }),
    ...table.take({ deal_id: ['deal_id', 'id', 'lead_id'], lead_id: ['lead_id', 'id', 'deal_id'] }),
    ...(dates.length > 0 ? { paid_at: dates.length === 1 ? dates[0]! : { first: dates } } : {}),
    ...(day ? { is_dated: { present: day.name } } : {}),
    ...table.take({ amount_micros: ['paid'], currency: ['currency'] }),
  }
  // CRMs write a zero where nothing was paid yet.
  const filters: Filter[] = [{ column: paid, matches: '[1-9]' }]
  if (stages.length > 0) filters.unshift({ column: table.name('stage')!, in: stages })
  return [{ record: 'payment', where: filters, columns }]
}

export function contactOf(table: Table): readonly Proposal[] {
  const phones = table.names('phone')
  const emails = table.names('email')
  const columns = {
    ...table.take({ contact_id: contactIds }),
    ...table.take({ created_at: ['created', 'date'], updated_at: ['updated'] }),
    ...(phones.length > 0 ? { phone_key: firstOf(phones.map((phone) => ({ phone }))) } : {}),
    ...(emails.length > 0 ? { email_key: firstOf(emails.map((email) => ({ email }))) } : {}),
  }
  return [{ record: 'contact', columns }]
}

function fieldsOf(table: Table): readonly Proposal[] {
  const each = table.take({ region: ['region'], quality: ['quality'], budget: ['budget'] })
  if (Object.keys(each).length === 0) return []
  const columns = table.take({ lead_id: ['lead_id', 'call_id', 'id', 'deal_id'], noted_at: ['created', 'date'] })
  return [{ record: 'lead_field', each, columns }]
}
