import { defineModel } from '#aggregate/model.ts'
import sql from './int_lead_reason.sql'

export const intLeadReason = defineModel({
  name: 'int_lead_reason',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Причины по спискам соглашения',
    en: 'Reasons by the lists of the agreement',
  },
  grain: ['lead_id'],
  columns: {
    lead_id: 'id',
    reject_reason: 'text',
    lost_reason: 'text',
  },
})
