import * as z from 'zod'
import { about, month, share, words } from './words.ts'

const spendBasis = z.strictObject({
  vat_included: about(z.boolean(), 'В выгрузке расход с НДС', 'The platform states spend with VAT', true),
  vat_rate: about(share.optional(), 'Ставка, если своя', 'Rate, where it differs', '20%'),
  fee: about(share.default(0), 'Комиссия агентства сверх расхода', 'Agency fee on top', '10%'),
})

const monthlyCost = z.strictObject({
  month,
  team: about(z.enum(['marketing', 'sales']), 'Чей расход', 'Whose cost', 'sales'),
  kind: about(words, 'Вид расхода', 'Kind of cost', 'зарплата'),
  amount: about(z.number().nonnegative(), 'Сумма в валюте компании', 'Amount in the company’s currency', 400000),
})

export const costs = about(
  z.strictObject({
    spend: about(
      z.record(words, spendBasis),
      'Расход по источникам; * — все остальные',
      'Spend by source; * takes the rest',
      {
        '*': { vat_included: true },
      },
    ),
    monthly: about(z.array(monthlyCost).default([]), 'Прочие расходы по месяцам', 'Other costs by month'),
  }),
  'Расходы',
  'Costs',
)
