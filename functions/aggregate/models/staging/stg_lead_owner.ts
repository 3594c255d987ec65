import { defineModel } from '#aggregate/model.ts'
import sql from './stg_lead_owner.sql'

export const stgLeadOwner = defineModel({
  name: 'stg_lead_owner',
  layer: 'staging',
  sql,
  about: {
    ru: 'Кто и когда отвечал за обращение, которое передавали',
    en: 'Who was responsible, and when, for a lead that changed hands',
  },
  grain: ['lead_id', 'since_local'],
  columns: {
    lead_id: 'id',
    source: 'text',
    manager: 'text',
    since_local: 'instant',
    till_local: 'instant',
  },
})
