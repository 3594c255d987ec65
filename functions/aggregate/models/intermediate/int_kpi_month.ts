import { defineModel } from '#aggregate/model.ts'
import sql from './int_kpi_month.sql'

export const intKpiMonth = defineModel({
  name: 'int_kpi_month',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Месяцы показателей',
    en: 'The months of the KPIs',
  },
  grain: ['month'],
  columns: {
    month: 'text',
    month_start: 'date',
    month_end: 'date',
    agreement: 'text',
    is_over: 'bool',
    is_mature: 'bool',
    client_maturity: 'double',
    sql_maturity: 'double',
    is_blind: 'bool',
  },
})
