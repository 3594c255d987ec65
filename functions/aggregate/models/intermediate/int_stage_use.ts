import { defineModel } from '#aggregate/model.ts'
import sql from './int_stage_use.sql'

export const intStageUse = defineModel({
  name: 'int_stage_use',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Этапы CRM, которые встречаются',
    en: 'CRM stages in use',
  },
  grain: ['agreement', 'source', 'pipeline', 'crm_stage'],
  columns: {
    agreement: 'text',
    source: 'text',
    pipeline: 'text',
    crm_stage: 'text',
  },
})
