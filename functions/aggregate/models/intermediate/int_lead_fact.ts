import { defineModel } from '#aggregate/model.ts'
import sql from './int_lead_fact.sql'

export const intLeadFact = defineModel({
  name: 'int_lead_fact',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Что известно об обращении для исключений и критериев',
    en: 'What is known of a lead for exclusions and criteria',
  },
  grain: ['lead_id', 'subject', 'value_text', 'value_number'],
  columns: {
    lead_id: 'id',
    subject: 'text',
    value_text: 'text',
    value_number: 'double',
  },
})
