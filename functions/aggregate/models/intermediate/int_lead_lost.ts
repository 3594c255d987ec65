import { defineModel } from '#aggregate/model.ts'
import sql from './int_lead_lost.sql'

export const intLeadLost = defineModel({
  name: 'int_lead_lost',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Обращения, потерянные в CRM',
    en: 'Leads that the CRM holds as lost',
  },
  grain: ['lead_id'],
  columns: {
    lead_id: 'id',
    lost_at: 'instant',
  },
})
