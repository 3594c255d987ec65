import { defineModel } from '#aggregate/model.ts'
import sql from './int_kpi.sql'

export const intKpi = defineModel({
  name: 'int_kpi',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Все показатели с зрелостью',
    en: 'All KPIs with their maturity',
  },
  grain: ['month', 'kpi', 'basis'],
  columns: {
    month: 'text',
    kpi: 'id',
    basis: 'text',
    numerator: 'int',
    denominator: 'int',
    value: 'double',
    n: 'int',
    reason: 'text',
    ripens: 'text',
    cohort_month: 'text',
    maturity: 'double',
    is_blind: 'bool',
  },
})
