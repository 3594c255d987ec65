import { defineModel } from '#aggregate/model.ts'
import sql from './stg_verdict.sql'

export const stgVerdict = defineModel({
  name: 'stg_verdict',
  layer: 'staging',
  sql,
  about: {
    ru: 'Оценки обращений и ответы на них',
    en: 'Verdicts on leads and the answers to them',
  },
  grain: ['lead_id', 'act', 'given_local'],
  columns: {
    lead_id: 'id',
    source: 'text',
    account: 'text',
    act: 'text',
    crm_verdict: 'text',
    crm_reason: 'text',
    given_local: 'instant',
  },
})
