import { defineModel } from '#aggregate/model.ts'
import sql from './int_lead_target.sql'

export const intLeadTarget = defineModel({
  name: 'int_lead_target',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Целевое ли обращение',
    en: 'Whether a lead is a target lead',
  },
  grain: ['lead_id'],
  columns: {
    lead_id: 'id',
    is_target: 'bool',
    is_known: 'bool',
  },
})
