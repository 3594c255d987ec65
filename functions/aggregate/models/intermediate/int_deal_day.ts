import { defineModel } from '#aggregate/model.ts'
import { funnelKeys } from '../columns.ts'
import sql from './int_deal_day.sql'

export const intDealDay = defineModel({
  name: 'int_deal_day',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Что день принёс по сделке',
    en: 'What a day brought for a deal',
  },
  grain: ['deal_id', 'date'],
  columns: {
    deal_id: 'id',
    date: 'date',
    ...funnelKeys,
    is_first_of_person: 'bool',
    won_deals: 'int',
    new_clients: 'int',
    cheque_micros: 'money',
    revenue_micros: 'money',
    gross_profit_micros: 'money',
  },
})
