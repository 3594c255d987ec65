import { defineModel } from '#aggregate/model.ts'
import sql from './int_now.sql'

export const intNow = defineModel({
  name: 'int_now',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'День расчёта и соглашение, действующее на него',
    en: 'The as-of day and the agreement in force then',
  },
  grain: ['as_of'],
  columns: {
    as_of: 'date',
    month: 'text',
    agreement: 'text',
    currency: 'text',
    won_rule: 'text',
    horizon_days: 'int',
    person_key_limit: 'int',
  },
})
