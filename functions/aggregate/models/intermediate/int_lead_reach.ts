import { defineModel } from '#aggregate/model.ts'
import sql from './int_lead_reach.sql'

export const intLeadReach = defineModel({
  name: 'int_lead_reach',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Докуда дошло обращение',
    en: 'How far a lead came',
  },
  grain: ['lead_id', 'basis', 'stage', 'position'],
  columns: {
    lead_id: 'id',
    basis: 'text',
    stage: 'id',
    position: 'int',
    entered_at: 'instant',
  },
})
