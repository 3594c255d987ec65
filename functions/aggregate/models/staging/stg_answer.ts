import { defineModel } from '#aggregate/model.ts'
import sql from './stg_answer.sql'

export const stgAnswer = defineModel({
  name: 'stg_answer',
  layer: 'staging',
  sql,
  about: {
    ru: 'Ответы на опросы с местным месяцем',
    en: 'Survey answers with their local month',
  },
  grain: ['answer_id'],
  columns: {
    answer_id: 'id',
    month: 'text',
    score: 'double',
  },
})
