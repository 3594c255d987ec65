import { defineModel } from '#aggregate/model.ts'
import sql from './int_cohort_lead.sql'

export const intCohortLead = defineModel({
  name: 'int_cohort_lead',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Обращение в когорте шага',
    en: 'A request in the cohort of a step',
  },
  grain: ['step', 'request_id'],
  columns: {
    step: 'text',
    request_id: 'id',
    cohort_month: 'text',
    channel: 'id',
    created_date: 'date',
    is_reached: 'bool',
    lag_days: 'int',
    age_months: 'int',
    revenue_micros: 'money',
    is_blind: 'bool',
  },
})
