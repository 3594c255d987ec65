import { defineModel } from '#aggregate/model.ts'
import sql from './int_kpi_attainment.sql'

export const intKpiAttainment = defineModel({
  name: 'int_kpi_attainment',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Выполнение плана по выручке',
    en: 'Attainment of the revenue plan',
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
