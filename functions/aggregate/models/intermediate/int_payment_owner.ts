import { defineModel } from '#aggregate/model.ts'
import sql from './int_payment_owner.sql'

export const intPaymentOwner = defineModel({
  name: 'int_payment_owner',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Платежи в основной валюте: что они называют',
    en: 'Payments in base currency and what they name',
  },
  grain: ['payment_id'],
  columns: {
    payment_id: 'id',
    deal_id: 'id',
    lead_id: 'id',
    paid_local: 'instant',
    paid_date: 'date',
    is_dated: 'bool',
    amount_micros: 'money',
  },
})
