import { defineModel } from '#aggregate/model.ts'
import sql from './int_deal_money.sql'

export const intDealMoney = defineModel({
  name: 'int_deal_money',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Сумма, себестоимость и оплаты сделки',
    en: 'Amount, cost and payments of a deal',
  },
  grain: ['deal_id'],
  columns: {
    deal_id: 'id',
    amount_micros: 'money',
    cost_micros: 'money',
    paid_micros: 'money',
    is_paid: 'bool',
    first_paid_at: 'instant',
  },
})
