import { defineModel } from '#aggregate/model.ts'
import sql from './int_measure_request.sql'

export const intMeasureRequest = defineModel({
  name: 'int_measure_request',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Счётчики обращений по месяцам',
    en: 'Counts of requests by month',
  },
  grain: ['month', 'basis', 'measure'],
  columns: {
    month: 'text',
    basis: 'text',
    measure: 'text',
    amount: 'int',
  },
})
