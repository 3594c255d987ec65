import { defineModel } from '#aggregate/model.ts'
import sql from './int_deal_person.sql'

export const intDealPerson = defineModel({
  name: 'int_deal_person',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Обращение, названное в сделке, и человек',
    en: 'The lead that a deal names, and its person',
  },
  grain: ['deal_id'],
  columns: {
    deal_id: 'id',
    created_at: 'instant',
    created_date: 'date',
    named_lead_id: 'id',
    named_person_id: 'id',
    searched_person_id: 'id',
    window_days: 'int',
  },
})
