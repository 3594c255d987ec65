import { defineModel } from '#aggregate/model.ts'
import sql from './stg_verdict_void.sql'

export const stgVerdictVoid = defineModel({
  name: 'stg_verdict_void',
  layer: 'staging',
  sql,
  about: {
    ru: 'Оценки, которые карточка CRM называла раньше и которые в ней стёрты или передатированы',
    en: 'Verdicts that a card of the CRM used to hold and that were cleared there or dated anew',
  },
  grain: ['lead_id', 'kind', 'given_at'],
  columns: { lead_id: 'id', kind: 'text', given_at: 'instant', pulled_at: 'instant' },
})
