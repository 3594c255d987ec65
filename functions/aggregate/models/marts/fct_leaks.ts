import { defineModel } from '#aggregate/model.ts'
import sql from './fct_leaks.sql'

export const fctLeaks = defineModel({
  name: 'fct_leaks',
  layer: 'mart',
  sql,
  about: {
    ru: 'Утечки разметки: расход без обращений, обращения без кампании и без источника',
    en: 'Leaks of tagging: spend without leads, leads without campaign and without origin',
  },
  grain: ['month', 'check_name'],
  columns: {
    month: 'text',
    check_name: 'text',
    severity: 'text',
    rows: 'int',
    micros: 'money',
  },
})
