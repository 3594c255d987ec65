import { defineModel } from '#aggregate/model.ts'
import sql from './int_kpi_mature.sql'

export const intKpiMature = defineModel({
  name: 'int_kpi_mature',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Конверсия новейшей зрелой когорты',
    en: 'Conversion of the newest mature cohort',
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
    cohort_month: 'text',
  },
})
