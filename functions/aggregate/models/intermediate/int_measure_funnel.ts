import { defineModel } from '#aggregate/model.ts'
import sql from './int_measure_funnel.sql'

export const intMeasureFunnel = defineModel({
  name: 'int_measure_funnel',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Счётчики воронки по месяцам',
    en: 'Counts of the funnel by month',
  },
  grain: ['month', 'basis', 'measure'],
  columns: {
    month: 'text',
    basis: 'text',
    measure: 'text',
    amount: 'int',
  },
})
