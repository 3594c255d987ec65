import { defineModel } from '#aggregate/model.ts'
import sql from './chk_spend_duplicates.sql'

export const chkSpendDuplicates = defineModel({
  name: 'chk_spend_duplicates',
  layer: 'check',
  sql,
  severity: 'warn',
  about: {
    ru: 'В расходе есть точные копии строк',
    en: 'Spend holds exact copies of rows',
  },
  grain: ['date', 'source', 'account'],
  columns: {
    date: 'date',
    source: 'text',
    account: 'text',
    copies: 'int',
    platform_micros: 'money',
  },
})
