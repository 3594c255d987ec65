import { defineModel } from '#aggregate/model.ts'
import sql from './int_cohort_maturity.sql'

export const intCohortMaturity = defineModel({
  name: 'int_cohort_maturity',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Зрелость когорт по возрасту',
    en: 'Maturity of cohorts by age',
  },
  grain: ['step', 'cohort_month', 'age_months'],
  columns: {
    step: 'text',
    cohort_month: 'text',
    age_months: 'int',
    maturity: 'double',
  },
})
