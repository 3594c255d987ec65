import type { Proposal } from './guess.ts'
import { mapOf } from './propose-events.ts'
import type { Role } from './role.ts'
import type { Table } from './roles.ts'

const amounts: readonly Role[] = ['cost', 'amount', 'price', 'paid']

/** Salaries, services, contractors by month: what the two departments cost beside the media. */
export const isCosts = (table: Table): boolean =>
  table.has('team') && amounts.some(table.has) && !table.has('campaign_name') && !table.has('lead_id')

export function costsOf(table: Table): readonly Proposal[] {
  const columns = {
    ...table.take({ date: ['month', 'date', 'created'] }),
    team: mapOf(table.column('team')!, teamOf),
    ...table.take({ kind: ['cost_kind'], amount_micros: amounts, currency: ['currency'] }),
  }
  return [{ record: 'cost', columns }]
}

const teamOf = (name: string): string | undefined =>
  /маркет|реклам|marketing/i.test(name) ? 'marketing' : /прода|sales|^оп$/i.test(name) ? 'sales' : undefined
