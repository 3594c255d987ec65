import { defineModel } from '#aggregate/model.ts'
import sql from './int_measure_amount.sql'

export const intMeasureAmount = defineModel({
  name: 'int_measure_amount',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Все счётчики, где что-то было',
    en: 'All measures that happened',
  },
  grain: ['month', 'basis', 'measure'],
  columns: {
    month: 'text',
    basis: 'text',
    measure: 'text',
    amount: 'int',
  },
})
