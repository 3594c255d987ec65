import { defineModel } from '#aggregate/model.ts'
import sql from './int_person_held.sql'

export const intPersonHeld = defineModel({
  name: 'int_person_held',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Какие телефоны, почты и посетители есть у контактов и заявок',
    en: 'Which phones, e-mails and client ids contacts and leads have',
  },
  grain: [],
  columns: {
    member_kind: 'text',
    member_id: 'id',
    kind: 'text',
    key_value: 'text',
    known_at: 'instant',
  },
  view: true,
})
