import { defineModel } from '#aggregate/model.ts'
import sql from './int_spend_row.sql'

export const intSpendRow = defineModel({
  name: 'int_spend_row',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Строки расхода: день, номер объявления, ключевое слово и числа',
    en: 'Rows of spend: day, number of the ad, keyword and numbers',
  },
  grain: ['date', 'ad', 'keyword', 'impressions', 'clicks', 'cost_micros'],
  columns: {
    date: 'date',
    month: 'text',
    ad: 'int',
    keyword: 'text',
    impressions: 'int',
    clicks: 'int',
    cost_micros: 'money',
  },
})
