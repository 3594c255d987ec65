import { defineModel } from '#aggregate/model.ts'
import sql from './int_activity_lead.sql'

export const intActivityLead = defineModel({
  name: 'int_activity_lead',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Действие и его обращение',
    en: 'An activity and its lead',
  },
  grain: ['activity_id'],
  columns: {
    lead_id: 'id',
    activity_id: 'id',
    kind: 'text',
    direction: 'text',
    happened_at: 'instant',
    is_answered: 'bool',
  },
})
