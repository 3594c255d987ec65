import { defineModel } from '#aggregate/model.ts'
import sql from './int_lead.sql'

export const intLead = defineModel({
  name: 'int_lead',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Обращение с каналом, кампанией, человеком и этапом',
    en: 'A lead with its channel, campaign, person and stage',
  },
  grain: ['lead_id'],
  columns: {
    lead_id: 'id',
    person_id: 'id',
    source: 'text',
    account: 'text',
    contact_id: 'id',
    channel: 'id',
    campaign_id: 'id',
    campaign_name: 'text',
    agreement: 'text',
    created_at: 'instant',
    created_local: 'instant',
    created_date: 'date',
    cohort_month: 'text',
    stage: 'id',
    outcome: 'text',
    position: 'int',
    crm_stage: 'text',
    pipeline: 'text',
    is_brand: 'bool',
    manager: 'text',
    product: 'text',
    crm_reason: 'text',
    score: 'double',
    url: 'text',
  },
})
