import { defineModel } from '#aggregate/model.ts'
import sql from './int_kpi_romi.sql'

export const intKpiRomi = defineModel({
  name: 'int_kpi_romi',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Возврат вложений',
    en: 'Returns on marketing cost',
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
