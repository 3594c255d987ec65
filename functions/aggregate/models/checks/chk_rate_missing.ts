import { defineModel } from '#aggregate/model.ts'
import sql from './chk_rate_missing.sql'

export const chkRateMissing = defineModel({
  name: 'chk_rate_missing',
  layer: 'check',
  sql,
  severity: 'block',
  about: {
    ru: 'Нет курса валюты: суммы нельзя сложить',
    en: 'No rate of a currency: the amounts can’t be added',
  },
  grain: ['currency', 'date'],
  columns: {
    currency: 'text',
    date: 'date',
  },
})
