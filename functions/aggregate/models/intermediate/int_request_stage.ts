import { defineModel } from '#aggregate/model.ts'
import sql from './int_request_stage.sql'

export const intRequestStage = defineModel({
  name: 'int_request_stage',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Этап, до которого дошло обращение',
    en: 'A stage that a request reached',
  },
  grain: ['request_id', 'stage'],
  columns: {
    request_id: 'id',
    cohort_month: 'text',
    stage: 'id',
    entered_at: 'instant',
  },
})
