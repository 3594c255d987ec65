import { defineModel } from '#aggregate/model.ts'
import sql from './stg_merge.sql'

export const stgMerge = defineModel({
  name: 'stg_merge',
  layer: 'staging',
  sql,
  about: {
    ru: 'Обращения и сделки, объединённые с другими',
    en: 'Leads and deals merged into others',
  },
  grain: ['entity', 'id'],
  columns: {
    entity: 'text',
    id: 'text',
    merged_into: 'text',
  },
})
