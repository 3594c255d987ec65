import { defineModel } from '#aggregate/model.ts'
import sql from './int_stage_entry.sql'

export const intStageEntry = defineModel({
  name: 'int_stage_entry',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Входы в этапы соглашения',
    en: 'Entries into stages of the agreement',
  },
  grain: ['entity', 'entity_id', 'entered_at', 'crm_stage'],
  columns: {
    entity: 'text',
    entity_id: 'id',
    lead_id: 'id',
    agreement: 'text',
    entered_at: 'instant',
    is_own: 'bool',
    crm_stage: 'text',
    stage: 'id',
    outcome: 'text',
    position: 'int',
  },
})
