import { defineModel } from '#aggregate/model.ts'
import sql from './int_request.sql'

export const intRequest = defineModel({
  name: 'int_request',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'К какому обращению относится повторное',
    en: 'Which request a repeat belongs to',
  },
  grain: ['lead_id'],
  columns: {
    lead_id: 'id',
    request_id: 'id',
    is_request: 'bool',
  },
})
