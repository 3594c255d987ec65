import { defineModel } from '#aggregate/model.ts'
import sql from './int_interval.sql'

export const intInterval = defineModel({
  name: 'int_interval',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Отрезки времени, которые мерят рабочим календарём',
    en: 'Stretches of time measured by a working calendar',
  },
  grain: ['kind', 'entity', 'entity_id', 'name', 'started_at'],
  columns: {
    kind: 'text',
    entity: 'text',
    entity_id: 'id',
    name: 'id',
    agreement: 'text',
    team: 'text',
    is_working: 'bool',
    limit_minutes: 'int',
    started_at: 'instant',
    ended_at: 'instant',
  },
})
