import { defineModel } from '#aggregate/model.ts'
import { funnelKeys, requestResults } from '../columns.ts'
import sql from './int_request_fact.sql'

export const intRequestFact = defineModel({
  name: 'int_request_fact',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Обращение с происхождением и итогами',
    en: 'A request with its origin and outcomes',
  },
  grain: ['request_id'],
  columns: {
    request_id: 'id',
    source: 'text',
    created_date: 'date',
    month: 'text',
    agreement: 'text',
    ...funnelKeys,
    is_valid: 'bool',
    is_target: 'bool',
    is_brand: 'bool',
    reaction_minutes: 'int',
    is_due: 'bool',
    is_in_limit: 'bool',
    ...requestResults,
  },
})
