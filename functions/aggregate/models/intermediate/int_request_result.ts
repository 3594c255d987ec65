import { defineModel } from '#aggregate/model.ts'
import { requestResults } from '../columns.ts'
import sql from './int_request_result.sql'

export const intRequestResult = defineModel({
  name: 'int_request_result',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Итоги обращения вместе с повторными',
    en: 'Outcomes of a request over its repeats',
  },
  grain: ['request_id'],
  columns: {
    request_id: 'id',
    ...requestResults,
  },
})
