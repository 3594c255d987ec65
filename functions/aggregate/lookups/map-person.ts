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
  reads: ['stg_contact', 'int_person_link', 'int_shared_key'],
  make: async (query) =>
    personsOf(
      await query('select * from stg_contact order by contact_id'),
      await query('select * from int_person_link order by contact_id, client_id'),
      await query('select kind, key_value from int_shared_key order by kind, key_value'),
    ),
})
