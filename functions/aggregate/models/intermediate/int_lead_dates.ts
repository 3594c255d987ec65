import { defineModel } from '#aggregate/model.ts'
import sql from './int_lead_dates.sql'

export const intLeadDates = defineModel({
  name: 'int_lead_dates',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Этапы обращения рядом',
    en: 'Stages of a lead side by side',
  },
  grain: ['lead_id'],
  columns: {
    lead_id: 'id',
    is_contacted: 'bool',
    is_mql: 'bool',
    is_sql: 'bool',
    is_negotiation: 'bool',
    contact_at: 'instant',
    mql_at: 'instant',
    sql_at: 'instant',
    negotiation_at: 'instant',
  },
})
