import { defineModel } from '#aggregate/model.ts'
import sql from './int_cohort_size.sql'

export const intCohortSize = defineModel({
  name: 'int_cohort_size',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Размер и зрелость когорт',
    en: 'Size and ripeness of cohorts',
  },
  grain: ['step', 'cohort_month', 'channel'],
  columns: {
    step: 'text',
    cohort_month: 'text',
    channel: 'id',
    leads: 'int',
    is_blind: 'bool',
    is_mature: 'bool',
    age_now: 'int',
    month_start: 'date',
    as_of: 'date',
  },
})
