import { defineModel } from '#aggregate/model.ts'
import sql from './fct_health.sql'

export const fctHealth = defineModel({
  name: 'fct_health',
  layer: 'mart',
  sql,
  about: {
    ru: 'Состояние источников по записям: строки, первый и последний день, отставание от даты расчёта',
    en: 'State of the sources by their records: rows, first and newest day, lag behind the as-of day',
  },
  grain: ['source', 'account', 'record'],
  columns: {
    source: 'text',
    account: 'text',
    record: 'text',
    rows: 'int',
    first_date: 'date',
    newest_date: 'date',
    lag_days: 'int',
    unmatched_spend_micros: 'money',
    status: 'text',
  },
})
