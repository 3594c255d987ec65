import { defineModel } from '#aggregate/model.ts'
import sql from './int_payment.sql'

export const intPayment = defineModel({
  name: 'int_payment',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Платежи в основной валюте, по сделкам',
    en: 'Payments in base currency, by deal',
  },
  grain: ['payment_id'],
  columns: {
    payment_id: 'id',
    deal_id: 'id',
    paid_local: 'instant',
    paid_date: 'date',
    is_dated: 'bool',
    amount_micros: 'money',
  },
})
