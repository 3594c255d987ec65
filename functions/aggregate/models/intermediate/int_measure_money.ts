import { defineModel } from '#aggregate/model.ts'
import sql from './int_measure_money.sql'

export const intMeasureMoney = defineModel({
  name: 'int_measure_money',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Деньги по месяцам',
    en: 'Money by month',
  },
  grain: ['month', 'basis', 'measure'],
  columns: {
    month: 'text',
    basis: 'text',
    measure: 'text',
    amount: 'int',
  },
})
