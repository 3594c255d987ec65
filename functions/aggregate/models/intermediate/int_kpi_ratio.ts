import { defineModel } from '#aggregate/model.ts'
import sql from './int_kpi_ratio.sql'

export const intKpiRatio = defineModel({
  name: 'int_kpi_ratio',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Счётчики и отношения',
    en: 'Counts and ratios',
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
  },
})
