import { defineModel } from '#aggregate/model.ts'
import sql from './int_sla_clock.sql'

export const intSlaClock = defineModel({
  name: 'int_sla_clock',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Сроки соглашения, которые начались',
    en: 'The agreed clocks that started',
  },
  grain: ['lead_id', 'clock'],
  columns: {
    lead_id: 'id',
    clock: 'id',
    to_event: 'text',
    agreement: 'text',
    team: 'text',
    owner: 'text',
    manager: 'text',
    limit_minutes: 'int',
    is_working: 'bool',
    started_at: 'instant',
    stopped_at: 'instant',
    ending: 'text',
    ended_at: 'instant',
  },
})
