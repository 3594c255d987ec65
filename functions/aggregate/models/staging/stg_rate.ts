import { defineModel } from '#aggregate/model.ts'
import sql from './stg_rate.sql'

export const stgRate = defineModel({
  name: 'stg_rate',
  layer: 'staging',
  sql,
  about: {
    ru: 'Курсы валют',
    en: 'Currency rates',
  },
  grain: ['currency', 'date'],
  columns: {
    currency: 'text',
    date: 'date',
    rate: 'double',
  },
})
