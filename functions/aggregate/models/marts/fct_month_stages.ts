import { defineModel } from '#aggregate/model.ts'
import sql from './fct_month_stages.sql'

export const fctMonthStages = defineModel({
  name: 'fct_month_stages',
  layer: 'mart',
  sql,
  about: {
    ru: 'Сколько обращений месяца дошло до каждого этапа соглашения',
    en: 'How many requests of the month reached each stage of the agreement',
  },
  grain: ['month', 'basis', 'stage'],
  columns: {
    month: 'text',
    basis: 'text',
    stage: 'id',
    position: 'int',
    owner: 'text',
    is_handoff: 'bool',
    requests: 'int',
    reached: 'int',
  },
})
