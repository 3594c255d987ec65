import { defineModel } from '#aggregate/model.ts'
import sql from './int_cohort_cell.sql'

export const intCohortCell = defineModel({
  name: 'int_cohort_cell',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Клетки таблицы когорт',
    en: 'Cells of the cohort table',
  },
  grain: ['step', 'cohort_month', 'channel', 'age_months'],
  columns: {
    step: 'text',
    cohort_month: 'text',
    channel: 'id',
    age_months: 'int',
    is_last: 'bool',
    seen_on: 'date',
    is_complete: 'bool',
    leads: 'int',
    is_mature: 'bool',
    is_blind: 'bool',
  },
})
