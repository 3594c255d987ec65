import { defineModel } from '#aggregate/model.ts'
import sql from './int_revenue.sql'

export const intRevenue = defineModel({
  name: 'int_revenue',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Деньги сделки по дням',
    en: 'Money of a deal by day',
  },
  grain: ['deal_id', 'date'],
  columns: {
    deal_id: 'id',
    date: 'date',
    revenue_micros: 'money',
  },
})
