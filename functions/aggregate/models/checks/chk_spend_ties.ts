import { defineModel } from '#aggregate/model.ts'
import sql from './chk_spend_ties.sql'

export const chkSpendTies = defineModel({
  name: 'chk_spend_ties',
  layer: 'check',
  sql,
  severity: 'block',
  about: {
    ru: 'Расход на входе и на выходе расходится',
    en: 'Spend in and spend out differ',
  },
  grain: ['date', 'source', 'currency'],
  columns: {
    date: 'date',
    source: 'text',
    currency: 'text',
    in_micros: 'money',
    out_micros: 'money',
    in_rows: 'int',
    out_rows: 'int',
  },
})
