import { defineModel } from '#aggregate/model.ts'
import sql from './int_cost_month.sql'

export const intCostMonth = defineModel({
  name: 'int_cost_month',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Прочие расходы по месяцам',
    en: 'Non-media costs by month',
  },
  grain: ['month', 'team'],
  columns: {
    month: 'text',
    team: 'text',
    cost_micros: 'money',
  },
})
