import { defineModel } from '#aggregate/model.ts'
import { spendRow } from '../columns.ts'
import sql from './int_spend_copy.sql'

export const intSpendCopy = defineModel({
  name: 'int_spend_copy',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Строки расхода, среди которых могут быть точные копии, и число копий каждой',
    en: 'Rows of spend that may be exact copies of each other, and how often each stands there',
  },
  grain: ['date', 'ad', 'keyword', 'impressions', 'clicks', 'cost_micros'],
  columns: {
    ...spendRow,
    row_count: 'int',
  },
})
