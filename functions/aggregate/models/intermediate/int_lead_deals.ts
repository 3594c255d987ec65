import { defineModel } from '#aggregate/model.ts'
import sql from './int_lead_deals.sql'

export const intLeadDeals = defineModel({
  name: 'int_lead_deals',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Что вышло из сделок обращения',
    en: 'What came of the deals of a lead',
  },
  grain: ['lead_id'],
  columns: {
    lead_id: 'id',
    deal_count: 'int',
    won_deals: 'int',
    is_won: 'bool',
    won_at: 'instant',
    is_lost: 'bool',
    lost_at: 'instant',
    lost_reason: 'text',
    is_new_client: 'bool',
    new_client_at: 'instant',
    revenue_micros: 'money',
    gross_profit_micros: 'money',
  },
})
