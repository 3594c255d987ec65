import { defineModel } from '#aggregate/model.ts'
import sql from './int_measure_client.sql'

export const intMeasureClient = defineModel({
  name: 'int_measure_client',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Прибыль и удержание клиентов',
    en: 'Profit and retention of clients',
  },
  grain: ['month', 'basis', 'measure'],
  columns: {
    month: 'text',
    basis: 'text',
    measure: 'id',
    amount: 'int',
  },
})
