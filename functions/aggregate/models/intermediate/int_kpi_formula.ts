import { defineModel } from '#aggregate/model.ts'
import sql from './int_kpi_formula.sql'

export const intKpiFormula = defineModel({
  name: 'int_kpi_formula',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Что на что делится',
    en: 'What is divided by what',
  },
  grain: ['kpi', 'basis'],
  columns: {
    kpi: 'id',
    basis: 'text',
    numerator: 'text',
    denominator: 'text',
    unit: 'double',
    sample: 'text',
    zero_reason: 'text',
    ripens: 'text',
  },
})
