import { currencyCode } from '#shared/numbers/currency.ts'
import type { Expression } from '../connection.ts'
import type { ColumnGuess } from './columns.ts'
import type { Proposal } from './guess.ts'
import { mapOf } from './propose-events.ts'
import type { Table } from './roles.ts'

const dayOf = (table: Table): ColumnGuess | undefined =>
  table.column('date') ?? table.columns.find(({ dates }) => dates !== undefined)

/** Exchange rates: a rate on a day, of a currency that a column names, or a column of rates for each currency. */
export const isRates = (table: Table): boolean =>
  dayOf(table) !== undefined && !table.has('amount') && (table.has('rate') || byCurrency(table).length > 0)

export function ratesOf(table: Table): readonly Proposal[] {
  const date = dayOf(table)!.name
  if (!table.has('rate'))
    return byCurrency(table).map(({ name }) => ({
      record: 'rate',
      where: [{ column: name, matches: '[1-9]' }],
      columns: { date, currency: { const: currencyCode(name)! }, rate: name },
    }))
  const columns = table.take({ rate: ['rate'], nominal: ['nominal'] })
  return [{ record: 'rate', columns: { date, currency: currencyOf(table.column('currency')), ...columns } }]
}

/** The columns of a table that has nothing but days and currencies. */
function byCurrency(table: Table): readonly ColumnGuess[] {
  const rest = table.columns.filter((column) => column !== dayOf(table))
  return rest.every(({ name, isNumber }) => isNumber && currencyCode(name) !== undefined) ? rest : []
}

/** What is read as a currency stands as it is; what is not known is asked for. */
function currencyOf(column: ColumnGuess | undefined): Expression {
  if (!column) return { const: '?' }
  return column.values.every((value) => currencyCode(value) !== undefined) ? column.name : mapOf(column, currencyCode)
}
