import { defineModel } from '#aggregate/model.ts'
import sql from './int_lead_validity.sql'

export const intLeadValidity = defineModel({
  name: 'int_lead_validity',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Валидность обращения',
    en: 'Validity of a lead',
  },
  grain: ['lead_id'],
  columns: {
    lead_id: 'id',
    is_valid: 'bool',
    validity_reason: 'text',
  },
})
