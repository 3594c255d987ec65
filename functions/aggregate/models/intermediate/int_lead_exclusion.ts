import { defineModel } from '#aggregate/model.ts'
import sql from './int_lead_exclusion.sql'

export const intLeadExclusion = defineModel({
  name: 'int_lead_exclusion',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Исключение договора, под которое попал лид',
    en: 'The exclusion of the agreement that applies to a lead',
  },
  grain: ['lead_id'],
  columns: { lead_id: 'id', exclusion: 'text', is_own: 'bool', is_double: 'bool' },
})
