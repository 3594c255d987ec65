import { defineModel } from '#aggregate/model.ts'
import sql from './int_stage_stay.sql'

export const intStageStay = defineModel({
  name: 'int_stage_stay',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Пребывания в этапах',
    en: 'Stays in stages',
  },
  grain: ['entity', 'entity_id', 'entered_at', 'stage'],
  columns: {
    entity: 'text',
    entity_id: 'id',
    lead_id: 'id',
    agreement: 'text',
    stage: 'id',
    position: 'int',
    entered_at: 'instant',
    left_at: 'instant',
  },
})
