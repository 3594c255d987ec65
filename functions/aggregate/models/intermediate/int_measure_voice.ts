import { defineModel } from '#aggregate/model.ts'
import sql from './int_measure_voice.sql'

export const intMeasureVoice = defineModel({
  name: 'int_measure_voice',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Брендовые визиты, оценки и опросы по месяцам',
    en: 'Brand visits, verdicts and surveys by month',
  },
  grain: ['month', 'basis', 'measure'],
  columns: {
    month: 'text',
    basis: 'text',
    measure: 'text',
    amount: 'int',
  },
})
