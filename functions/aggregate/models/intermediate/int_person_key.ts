import { defineModel } from '#aggregate/model.ts'
import sql from './int_person_key.sql'

export const intPersonKey = defineModel({
  name: 'int_person_key',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Телефоны, почты и посетители, по которым люди узнаются',
    en: 'Phones, e-mails and client ids by which people are recognised',
  },
  grain: ['kind', 'key_value'],
  columns: { kind: 'text', key_value: 'text' },
})
