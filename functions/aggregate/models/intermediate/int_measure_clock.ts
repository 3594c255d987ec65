import { defineModel } from '#aggregate/model.ts'
import sql from './int_measure_clock.sql'

export const intMeasureClock = defineModel({
  name: 'int_measure_clock',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Сроки соглашения по месяцам',
    en: 'The agreed clocks by month',
  },
  grain: ['month', 'basis', 'measure'],
  columns: {
    month: 'text',
    basis: 'text',
    measure: 'id',
    amount: 'int',
  },
})
