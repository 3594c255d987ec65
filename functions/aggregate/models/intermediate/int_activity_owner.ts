import { defineModel } from '#aggregate/model.ts'
import sql from './int_activity_owner.sql'

export const intActivityOwner = defineModel({
  name: 'int_activity_owner',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Кого касается действие',
    en: 'Whom an activity concerns',
  },
  grain: ['activity_id'],
  columns: {
    activity_id: 'id',
    named_lead_id: 'id',
    searched_contact_id: 'id',
    kind: 'text',
    direction: 'text',
    happened_at: 'instant',
    happened_local: 'instant',
    is_answered: 'bool',
  },
})
