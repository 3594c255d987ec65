import { defineModel } from '#aggregate/model.ts'
import sql from './int_person_repeat.sql'

export const intPersonRepeat = defineModel({
  name: 'int_person_repeat',
  layer: 'intermediate',
  sql,
  about: { ru: 'Люди, у которых несколько лидов', en: 'People with several leads' },
  grain: ['person_id'],
  columns: { person_id: 'id' },
})
