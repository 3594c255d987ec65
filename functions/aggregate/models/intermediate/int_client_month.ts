import { defineModel } from '#aggregate/model.ts'
import sql from './int_client_month.sql'

export const intClientMonth = defineModel({
  name: 'int_client_month',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Выручка клиентов по месяцам',
    en: 'Revenue of clients by month',
  },
  grain: ['person_id', 'month'],
  columns: {
    person_id: 'id',
    month: 'text',
    year_later: 'text',
    revenue_micros: 'money',
  },
})
