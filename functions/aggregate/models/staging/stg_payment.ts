import { defineModel } from '#aggregate/model.ts'
import sql from './stg_payment.sql'

export const stgPayment = defineModel({
  name: 'stg_payment',
  layer: 'staging',
  sql,
  about: {
    ru: 'Платежи и возвраты',
    en: 'Payments and refunds',
  },
  grain: ['payment_id'],
  columns: {
    payment_id: 'id',
    deal_id: 'id',
    lead_id: 'id',
    source: 'text',
    account: 'text',
    paid_local: 'instant',
    paid_date: 'date',
    is_dated: 'bool',
    amount_micros: 'money',
    currency: 'text',
    kind: 'text',
  },
})
