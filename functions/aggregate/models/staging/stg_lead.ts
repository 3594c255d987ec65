import { defineModel } from '#aggregate/model.ts'
import { touchHints } from '../columns.ts'
import sql from './stg_lead.sql'

export const stgLead = defineModel({
  name: 'stg_lead',
  layer: 'staging',
  sql,
  about: {
    ru: 'Обращения в новейшем виде, с местным временем; удалённые и объединённые убраны',
    en: 'Leads in their newest version, with local time; deleted and merged ones are left out',
  },
  grain: ['lead_id'],
  columns: {
    lead_id: 'id',
    source: 'text',
    account: 'text',
    contact_id: 'id',
    client_id: 'id',
    origin_key: 'text',
    created_at: 'instant',
    created_local: 'instant',
    created_date: 'date',
    score: 'double',
    pipeline: 'text',
    crm_stage: 'text',
    manager: 'text',
    product: 'text',
    reject_reason: 'text',
    ...touchHints,
    click_kind: 'text',
    referrer: 'text',
    url: 'text',
  },
})
