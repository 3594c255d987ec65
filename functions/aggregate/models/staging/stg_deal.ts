import { defineModel } from '#aggregate/model.ts'
import sql from './stg_deal.sql'

export const stgDeal = defineModel({
  name: 'stg_deal',
  layer: 'staging',
  sql,
  about: {
    ru: 'Сделки в новейшем виде, с местным временем',
    en: 'Deals in their newest version, with local time',
  },
  grain: ['deal_id'],
  columns: {
    deal_id: 'id',
    lead_id: 'id',
    source: 'text',
    account: 'text',
    contact_id: 'id',
    created_at: 'instant',
    created_local: 'instant',
    created_date: 'date',
    closed_local: 'instant',
    amount_micros: 'money',
    cost_micros: 'money',
    currency: 'text',
    pipeline: 'text',
    crm_stage: 'text',
    manager: 'text',
    product: 'text',
    lost_reason: 'text',
  },
})
