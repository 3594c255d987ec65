import { defineModel } from '#aggregate/model.ts'
import sql from './int_lead_verdict.sql'

export const intLeadVerdict = defineModel({
  name: 'int_lead_verdict',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Оценка обращения и ответ на неё',
    en: 'The verdict on a lead and the answer to it',
  },
  grain: ['lead_id'],
  columns: {
    lead_id: 'id',
    verdict: 'text',
    crm_verdict: 'text',
    verdict_reason: 'text',
    verdict_at: 'instant',
    final_verdict: 'text',
    is_reviewed: 'bool',
    is_agreed: 'bool',
    is_overturned: 'bool',
    first_verdict_at: 'instant',
    replied_at: 'instant',
  },
})
