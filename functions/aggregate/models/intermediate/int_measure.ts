import { defineModel } from '#aggregate/model.ts'
import sql from './int_measure.sql'

export const intMeasure = defineModel({
  name: 'int_measure',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Все счётчики каждого месяца, с причиной отсутствия',
    en: 'All measures of each month, with why they are absent',
  },
  grain: ['month', 'basis', 'measure'],
  columns: {
    month: 'text',
    basis: 'text',
    measure: 'text',
    amount: 'int',
    absent: 'text',
  },
})
