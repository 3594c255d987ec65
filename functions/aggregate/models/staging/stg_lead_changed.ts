import { defineModel } from '#aggregate/model.ts'
import sql from './stg_lead_changed.sql'

export const stgLeadChanged = defineModel({
  name: 'stg_lead_changed',
  layer: 'staging',
  sql,
  about: {
    ru: 'Обращения, у которых в записях несколько версий',
    en: 'Leads of which the records hold several versions',
  },
  grain: ['lead_id'],
  columns: { lead_id: 'id' },
})
