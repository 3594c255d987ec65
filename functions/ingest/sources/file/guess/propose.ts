import { basename } from 'node:path'
import type { Guess, Proposal } from './guess.ts'
import { contactOf, crmOf } from './propose-crm.ts'
import { marks, type Table, tableOf } from './roles.ts'
import type { Role } from './words.ts'

/** The records a file seems to hold. Empty: nothing in its header is known. */
export function proposeRecords(guess: Guess): readonly Proposal[] {
  const table = tableOf(guess)
  if (table.has('cost') || (table.has('impressions') && table.has('clicks'))) return spendOf(table)
  if (table.has('visit_id')) return visitOf(table)
  return isContacts(guess, table) ? contactOf(table) : crmOf(table)
}

/** A list of people without anything that a request or a sale has. */
function isContacts(guess: Guess, table: Table): boolean {
  const isNamedSo = /contact|контакт/i.test([basename(guess.path), ...guess.columns.map(({ name }) => name)].join(' '))
  const ofSales: readonly Role[] = [
    'stage',
    'source',
    'amount',
    'paid',
    'closed',
    'lead_id',
    'deal_id',
    'reject_reason',
  ]
  return isNamedSo && !ofSales.some((role) => table.has(role))
}

function spendOf(table: Table): readonly Proposal[] {
  const columns = table.take({
    date: ['date', 'created'],
    campaign_id: ['campaign_id'],
    campaign_name: ['campaign_name'],
    ad_group_id: ['ad_group_id'],
    ad_group_name: ['ad_group_name'],
    ad_id: ['ad_id'],
    ad_name: ['ad_name'],
    keyword: ['keyword'],
    channel_hint: ['source'],
    ...marks,
    utm_campaign: ['utm_campaign'],
    impressions: ['impressions'],
    clicks: ['clicks'],
    cost_micros: ['cost'],
    currency: ['currency'],
  })
  return [{ record: 'spend', columns }]
}

function visitOf(table: Table): readonly Proposal[] {
  const columns = table.take({
    visit_id: ['visit_id'],
    client_id: ['client_id'],
    started_at: ['date', 'created'],
    landing_url: ['landing_url'],
    channel_hint: ['source'],
    ...marks,
    utm_campaign: ['utm_campaign', 'campaign_name'],
    region: ['region'],
  })
  return [{ record: 'visit', columns }]
}
