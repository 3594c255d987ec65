import { defineModel } from '#aggregate/model.ts'
import sql from './chk_spend_duplicates.sql'

export const chkSpendDuplicates = defineModel({
  name: 'chk_spend_duplicates',
  layer: 'check',
  sql,
  severity: 'warn',
  about: {
    ru: 'Дни источников, в расходе которых есть точные копии строк (сколько их — в copies)',
    en: 'Days of a source on which spend holds exact copies of rows (how many: copies)',
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
