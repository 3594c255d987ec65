import { basename } from 'node:path'
import type { Guess, Proposal } from './guess.ts'
import { costsOf, isCosts } from './propose-costs.ts'
import { contactOf, crmOf } from './propose-crm.ts'
import { callsOf, isCalls, isStages, isVerdicts, stagesOf, verdictsOf } from './propose-events.ts'
import { isPayments, paymentsOf } from './propose-payments.ts'
import { isRates, ratesOf } from './propose-rates.ts'
import type { Role } from './role.ts'
import { marks, type Table, tableOf } from './roles.ts'
import { moneyUnit } from './units.ts'

/** The records a file seems to hold. Empty: nothing in its header is known. */
export function proposeRecords(guess: Guess): readonly Proposal[] {
  const table = tableOf(guess)
  if (isCosts(table)) return costsOf(table)
  if (guess.columns.some(({ role }) => role === 'cost') || (table.has('impressions') && table.has('clicks')))
    return spendOf(table)
  if (table.has('visit_id')) return visitOf(table)
  if (table.has('sessions')) return trafficOf(table)
  if (isRates(table)) return ratesOf(table)
  if (isStages(table)) return stagesOf(table)
  if (isVerdicts(table)) return verdictsOf(table)
  if (isCalls(table)) return callsOf(table)
  if (isPayments(guess, table)) return paymentsOf(table)
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
    date: ['date', 'period_start', 'created'],
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
    cost_micros: ['cost', 'price'],
    currency: ['currency'],
  })
  const vat = moneyUnit(table.name('cost', 'price') ?? '').vatIncluded
  return [{ record: 'spend', columns: vat === undefined ? columns : { ...columns, vat_included: { const: vat } } }]
}

function trafficOf(table: Table): readonly Proposal[] {
  const pair = table.name('source_medium')
  const part = (pattern: string) => ({ capture: { from: pair!, pattern } })
  const columns = table.take({
    date: ['date', 'created'],
    channel_hint: ['source'],
    ...marks,
    utm_campaign: ['utm_campaign', 'campaign_name'],
    sessions: ['sessions'],
    users: ['users'],
    key_events: ['key_events'],
  })
  const sources: Proposal['columns'] = pair ? { utm_source: part('^(.+?) / '), utm_medium: part(' / (.+)$') } : {}
  return [{ record: 'traffic', columns: { ...sources, ...columns } }]
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
