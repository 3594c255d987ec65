import { defineModel } from '#aggregate/model.ts'
import sql from './int_lead_contact.sql'

export const intLeadContact = defineModel({
  name: 'int_lead_contact',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Попытки и первый контакт',
    en: 'Attempts and first contact',
  },
  grain: ['lead_id'],
  columns: {
    lead_id: 'id',
    attempts: 'int',
    response_at: 'instant',
    contact_at: 'instant',
  },
})
