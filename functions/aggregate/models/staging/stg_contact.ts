import { defineModel } from '#aggregate/model.ts'
import sql from './stg_contact.sql'

export const stgContact = defineModel({
  name: 'stg_contact',
  layer: 'staging',
  sql,
  about: {
    ru: 'Контакты в новейшем виде',
    en: 'Contacts in their newest version',
  },
  grain: ['contact_id'],
  columns: {
    contact_id: 'id',
    source: 'text',
    created_at: 'instant',
    phone_key: 'text',
    email_key: 'text',
    client_id: 'id',
    merged_into: 'text',
  },
})
