import { defineModel } from '#aggregate/model.ts'
import sql from './int_rate_day.sql'

export const intRateDay = defineModel({
  name: 'int_rate_day',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Курс на каждый день, где он нужен',
    en: 'The rate on each day that needs one',
  },
  grain: ['currency', 'date'],
  columns: {
    currency: 'text',
    date: 'date',
    rate: 'double',
  },
})
