import { defineModel } from '#aggregate/model.ts'
import sql from './chk_future_dates.sql'

export const chkFutureDates = defineModel({
  name: 'chk_future_dates',
  layer: 'check',
  sql,
  severity: 'warn',
  about: {
    ru: 'Есть дни позже даты расчёта',
    en: 'There are days after the as-of day',
  },
  grain: ['source', 'record'],
  columns: {
    source: 'text',
    record: 'text',
    newest_date: 'date',
    rows: 'int',
  },
})
