import { defineModel } from '#aggregate/model.ts'
import sql from './int_month.sql'

export const intMonth = defineModel({
  name: 'int_month',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Месяцы с соглашением или с данными и их соглашение',
    en: 'Months that are governed or hold data, and their agreement',
  },
  grain: ['month'],
  columns: {
    month: 'text',
    month_start: 'date',
    month_end: 'date',
    agreement: 'text',
    is_governed: 'bool',
  },
})
