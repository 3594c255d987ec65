import { defineModel } from '#aggregate/model.ts'
import sql from './int_traffic_day.sql'

export const intTrafficDay = defineModel({
  name: 'int_traffic_day',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Дни, визиты которых известны только суммами',
    en: 'Days of which visits are known as sums only',
  },
  grain: ['source', 'account', 'date'],
  columns: {
    source: 'text',
    account: 'text',
    date: 'date',
  },
})
