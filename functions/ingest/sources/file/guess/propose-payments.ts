import { basename } from 'node:path'
import { say } from '#shared/i18n/text.ts'
import type { Guess, Proposal } from './guess.ts'
import type { Role } from './role.ts'
import type { Table } from './roles.ts'

const amounts: readonly Role[] = ['paid', 'amount', 'price']
/** What a CRM says of a request or a sale, and a register of payments doesn't. */
const ofSales: readonly Role[] = ['lead_id', 'pipeline', 'responsible', 'reject_reason', 'source', 'closed']

/** A register of payments, as banks and payment services write it. */
export function isPayments(guess: Guess, table: Table): boolean {
  const isNamedSo = /payment|charge|плат[её]ж|оплат|plate(zh|j)|oplat/i.test(basename(guess.path))
  const isOne = table.has('payment_id') || isNamedSo
  return isOne && amounts.some(table.has) && !ofSales.some(table.has)
}

export function paymentsOf(table: Table): readonly Proposal[] {
  const columns = table.take({
    payment_id: ['payment_id', 'id'],
    deal_id: ['deal_id'],
    paid_at: ['paid_at', 'created', 'date'],
    amount_micros: amounts,
    currency: ['currency'],
  })
  return [{ record: 'payment', ...onlyPaid(table), columns }]
}

/** Refused payments are no money: which words mean that it came is never guessed silently. */
function onlyPaid(table: Table): Pick<Proposal, 'where' | 'whereNote'> {
  const stage = table.column('stage')
  if (!stage) return {}
  const paid = stage.values.filter((value) =>
    /^(paid|succeeded|success(ful)?|captured|оплачен\p{L}*|завершен\p{L}*|завершён\p{L}*|успешн\p{L}*|исполнен\p{L}*|провед[её]н\p{L}*)$/iu.test(
      value,
    ),
  )
  const rest = stage.values
    .filter((value) => !paid.includes(value))
    .slice(0, 10)
    .join(', ')
  return {
    where: [{ column: stage.name, in: paid.length > 0 ? paid : ['?'] }],
    whereNote: say(
      `проверьте: какие слова значат, что деньги пришли?${rest ? ` Есть ещё: ${rest}` : ''}`,
      `check: which words mean that the money came?${rest ? ` There are also: ${rest}` : ''}`,
    ),
  }
}
