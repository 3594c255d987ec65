import { defineModel } from '#aggregate/model.ts'
import sql from './int_stage_outcome.sql'

export const intStageOutcome = defineModel({
  name: 'int_stage_outcome',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Когда, по истории этапов, выиграли или проиграли',
    en: 'When the history of stages says won or lost',
  },
  grain: ['entity', 'entity_id'],
  columns: {
    entity: 'text',
    entity_id: 'id',
    won_at: 'instant',
    lost_at: 'instant',
  },
})
