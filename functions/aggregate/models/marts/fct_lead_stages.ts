import { defineModel } from '#aggregate/model.ts'
import sql from './fct_lead_stages.sql'

export const fctLeadStages = defineModel({
  name: 'fct_lead_stages',
  layer: 'mart',
  sql,
  about: {
    ru: 'Этап, до которого дошло обращение, и откуда это известно: history, current или won',
    en: 'A stage that a lead reached, and how it is known: history, current or won',
  },
  grain: ['lead_id', 'stage'],
  columns: {
    lead_id: 'id',
    stage: 'id',
    position: 'int',
    entered_at: 'instant',
    reached_basis: 'text',
  },
})
