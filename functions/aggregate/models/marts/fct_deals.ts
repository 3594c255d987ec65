import { defineModel } from '#aggregate/model.ts'
import sql from './fct_deals.sql'

export const fctDeals = defineModel({
  name: 'fct_deals',
  layer: 'mart',
  sql,
  about: {
    ru: 'Сделка; обращение CRM с одним объектом, у которого есть оплата или выигрыш, стоит здесь своей сделкой. Деньги — только у выигранных',
    en: 'A deal; a won or paid lead of a one-object CRM stands here as its own deal. Money only where won',
  },
  grain: ['deal_id'],
  columns: {
    deal_id: 'id',
    lead_id: 'id',
    person_id: 'id',
    is_first_of_person: 'bool',
    source: 'text',
    stage: 'id',
    created_date: 'date',
    is_won: 'bool',
    won_at: 'instant',
    is_undated_win: 'bool',
    lost_at: 'instant',
    revenue_micros: 'money',
    gross_profit_micros: 'money',
    lost_reason: 'text',
    manager: 'text',
  },
})
