import { defineModel } from '#aggregate/model.ts'
import sql from './int_lead_clock.sql'

export const intLeadClock = defineModel({
  name: 'int_lead_clock',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Часы первого контакта',
    en: 'The first-contact clock',
  },
  grain: ['lead_id'],
  columns: {
    lead_id: 'id',
    agreement: 'text',
    limit_minutes: 'int',
    is_working: 'bool',
    team: 'text',
    started_at: 'instant',
    stopped_at: 'instant',
    now_at: 'instant',
  },
})
