import { defineModel } from '#aggregate/model.ts'
import { spendRow } from '../columns.ts'
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
  columns: spendRow,
})
