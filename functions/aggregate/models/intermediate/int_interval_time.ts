import { defineModel } from '#aggregate/model.ts'
import sql from './int_interval_time.sql'

export const intIntervalTime = defineModel({
  name: 'int_interval_time',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Сколько длились отрезки и когда истекает срок',
    en: 'How long the stretches took, and when the limit ends',
  },
  grain: ['kind', 'entity', 'entity_id', 'name', 'started_at'],
  columns: {
    kind: 'text',
    entity: 'text',
    entity_id: 'id',
    name: 'id',
    started_at: 'instant',
    ended_at: 'instant',
    seconds: 'int',
    due_at: 'instant',
  },
})
