import { defineModel } from '#aggregate/model.ts'
import sql from './int_cohort_reached.sql'

export const intCohortReached = defineModel({
  name: 'int_cohort_reached',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Сколько прошло шаг и в каком возрасте',
    en: 'How many took the step, and at what age',
  },
  grain: ['step', 'cohort_month', 'channel', 'age_months'],
  columns: {
    step: 'text',
    cohort_month: 'text',
    channel: 'id',
    age_months: 'int',
    reached: 'int',
    revenue_micros: 'money',
  },
})
