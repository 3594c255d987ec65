import { defineModel } from '#aggregate/model.ts'
import sql from './int_kpi_dwell.sql'

export const intKpiDwell = defineModel({
  name: 'int_kpi_dwell',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Простой на передаче и на этапах',
    en: 'Waiting at the hand-off and in stages',
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
