import { defineModel } from '#aggregate/model.ts'
import sql from './int_person_link.sql'

export const intPersonLink = defineModel({
  name: 'int_person_link',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Пары контакт — посетитель',
    en: 'Pairs of contact and client id',
  },
  grain: ['contact_id', 'client_id'],
  columns: {
    contact_id: 'id',
    client_id: 'id',
    first_lead_id: 'id',
    first_at: 'instant',
  },
})
