import { defineModel } from '#aggregate/model.ts'
import sql from './stg_stage_change.sql'

export const stgStageChange = defineModel({
  name: 'stg_stage_change',
  layer: 'staging',
  sql,
  about: {
    ru: 'Входы в этапы, местное время',
    en: 'Entries into stages, local time',
  },
  grain: ['entity', 'entity_id', 'changed_local', 'to_stage'],
  columns: {
    source: 'text',
    account: 'text',
    entity: 'text',
    entity_id: 'id',
    changed_local: 'instant',
    month: 'text',
    pipeline: 'text',
    from_pipeline: 'text',
    from_stage: 'text',
    to_stage: 'text',
  },
})
