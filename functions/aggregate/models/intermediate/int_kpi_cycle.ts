import { defineModel } from '#aggregate/model.ts'
import sql from './int_kpi_cycle.sql'

export const intKpiCycle = defineModel({
  name: 'int_kpi_cycle',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Цикл сделки',
    en: 'Sales cycle',
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
