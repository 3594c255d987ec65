import { defineModel } from '#aggregate/model.ts'
import sql from './fct_stage_spans.sql'

export const fctStageSpans = defineModel({
  name: 'fct_stage_spans',
  layer: 'mart',
  sql,
  about: {
    ru: 'Пребывание обращения или сделки в этапе; открытое пребывание без left_at, часов и рабочих минут',
    en: 'A stay of a lead or a deal in a stage; an open stay has no left_at, no hours and no working minutes',
  },
  grain: ['entity', 'entity_id', 'entered_at', 'stage'],
  columns: {
    entity: 'text',
    entity_id: 'id',
    stage: 'id',
    position: 'int',
    entered_at: 'instant',
    left_at: 'instant',
    hours: 'double',
    working_minutes: 'int',
    lead_id: 'id',
  },
})
