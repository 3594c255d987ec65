import { defineModel } from '#aggregate/model.ts'
import sql from './stg_activity.sql'

export const stgActivity = defineModel({
  name: 'stg_activity',
  layer: 'staging',
  sql,
  about: {
    ru: 'Звонки, сообщения, письма, встречи',
    en: 'Calls, messages, mails, meetings',
  },
  grain: ['activity_id'],
  columns: {
    activity_id: 'id',
    source: 'text',
    account: 'text',
    lead_id: 'id',
    deal_id: 'id',
    contact_id: 'id',
    kind: 'text',
    direction: 'text',
    happened_at: 'instant',
    happened_local: 'instant',
    is_answered: 'bool',
  },
})
