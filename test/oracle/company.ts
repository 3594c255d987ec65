import type { DemoFile } from '#examples/demo/generate.ts'
import { type Card, readCards } from './crm.ts'
import { findRequests, type Request, type Sale } from './requests.ts'
import { type Cost, readCosts, readSpend, type Spend } from './spend.ts'
import { readVisits, type Visit } from './visits.ts'

export interface Company {
  readonly cards: readonly Card[]
  readonly requests: readonly Request[]
  readonly valid: readonly Request[]
  readonly sales: readonly Sale[]
  readonly spend: readonly Spend[]
  readonly costs: readonly Cost[]
  readonly visits: readonly Visit[]
}

/** Everything that happened, from the texts of the files alone. */
export function readCompany(files: readonly DemoFile[]): Company {
  const cards = readCards(files)
  const { requests, sales } = findRequests(cards)
  return {
    cards,
    requests,
    sales,
    valid: requests.filter(({ isValid }) => isValid),
    spend: readSpend(files),
    costs: readCosts(files),
    visits: readVisits(files),
  }
}
