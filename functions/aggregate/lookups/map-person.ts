import { defineLookup } from '#aggregate/model.ts'
import { personsOf } from './persons.ts'

export const mapPerson = defineLookup({
  name: 'map_person',
  layer: 'lookup',
  sql: undefined,
  about: {
    ru: 'Человек за каждым контактом и посетителем: общий телефон, почта или посетитель, цепочками любой длины',
    en: 'The person behind each contact and client id: a shared phone, e-mail or client id, by chains of any length',
  },
  grain: ['kind', 'id'],
  columns: { kind: 'text', id: 'id', person_id: 'id' },
  reads: ['int_person_join'],
  make: async (query) => personsOf(await query('select * from int_person_join order by member, person_key')),
})
