import { defineModel } from '#aggregate/model.ts'
import sql from './int_deal.sql'

export const intDeal = defineModel({
  name: 'int_deal',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Сделки, своя и из обращения',
    en: 'Deals, real ones and those of one-object CRMs',
  },
  grain: ['deal_id'],
  columns: {
    deal_id: 'id',
    lead_id: 'id',
    person_id: 'id',
    source: 'text',
    agreement: 'text',
    is_lead: 'bool',
    pipeline: 'text',
    crm_stage: 'text',
    created_at: 'instant',
    created_local: 'instant',
    created_date: 'date',
    closed_local: 'instant',
    amount_micros: 'money',
    cost_micros: 'money',
    currency: 'text',
    manager: 'text',
    product: 'text',
    crm_reason: 'text',
  },
})
