import { defineModel } from '#aggregate/model.ts'
import sql from './int_person_join.sql'

export const intPersonJoin = defineModel({
  name: 'int_person_join',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Контакты и заявки, у которых общий телефон, почта или посетитель, и с какого времени каждый известен',
    en: 'Contacts and leads that share a phone, e-mail or client id, and since when each is known',
  },
  grain: ['member', 'person_key'],
  columns: {
    member: 'text',
    known_at: 'instant',
    person_key: 'text',
  },
})
