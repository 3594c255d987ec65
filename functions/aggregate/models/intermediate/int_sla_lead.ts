import { defineModel } from '#aggregate/model.ts'
import sql from './int_sla_lead.sql'

export const intSlaLead = defineModel({
  name: 'int_sla_lead',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Моменты, между которыми идут сроки',
    en: 'The moments that clocks run between',
  },
  grain: ['lead_id'],
  columns: {
    lead_id: 'id',
    manager: 'text',
    is_valid: 'bool',
    is_request: 'bool',
    verdict: 'text',
    created_at: 'instant',
    is_contacted: 'bool',
    response_at: 'instant',
    contact_at: 'instant',
    is_accepted: 'bool',
    accepted_at: 'instant',
    is_sql: 'bool',
    sql_at: 'instant',
    first_verdict_at: 'instant',
    verdict_at: 'instant',
    replied_at: 'instant',
    is_closed: 'bool',
    closed_at: 'instant',
  },
})
