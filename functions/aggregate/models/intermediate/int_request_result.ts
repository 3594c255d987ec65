import { defineModel } from '#aggregate/model.ts'
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
    is_contacted: 'bool',
    is_mql: 'bool',
    is_sql: 'bool',
    is_negotiation: 'bool',
    is_won: 'bool',
    is_new_client: 'bool',
    contact_at: 'instant',
    mql_at: 'instant',
    sql_at: 'instant',
    negotiation_at: 'instant',
    won_at: 'instant',
    new_client_at: 'instant',
    won_deals: 'int',
    revenue_micros: 'money',
    gross_profit_micros: 'money',
    final_verdict: 'text',
    verdict_reason: 'text',
    verdict_at: 'instant',
  },
})
