import { defineModel } from '#aggregate/model.ts'
import sql from './fct_cohorts.sql'

export const fctCohorts = defineModel({
  name: 'fct_cohorts',
  layer: 'mart',
  sql,
  about: {
    ru: 'Когорты по месяцу обращения и возрасту. channel * — все. is_complete: возраст уже прожит целиком; is_publishable: когорта созрела; is_blind: событие тогда ещё не записывали',
    en: 'Cohorts by month of request and age. channel * = all. is_complete: this age is over; is_publishable: the cohort is mature; is_blind: the event was not recorded then',
  },
  grain: ['step', 'cohort_month', 'channel', 'age_months'],
  columns: {
    step: 'text',
    cohort_month: 'text',
    channel: 'id',
    age_months: 'int',
    leads: 'int',
    reached: 'int',
    revenue_micros: 'money',
    maturity: 'double',
    is_complete: 'bool',
    is_publishable: 'bool',
    is_blind: 'bool',
    forecast: 'double',
    low: 'double',
    high: 'double',
  },
})
