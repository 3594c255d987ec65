import { defineModel } from '#aggregate/model.ts'
import sql from './int_lead_reaction.sql'

export const intLeadReaction = defineModel({
  name: 'int_lead_reaction',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Рабочие минуты до ответа',
    en: 'Working minutes until the response',
  },
  grain: ['lead_id'],
  columns: {
    lead_id: 'id',
    reaction_minutes: 'int',
    is_due: 'bool',
    is_in_limit: 'bool',
  },
})
