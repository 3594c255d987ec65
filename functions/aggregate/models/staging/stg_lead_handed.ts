import { defineModel } from '#aggregate/model.ts'
import sql from './stg_lead_handed.sql'

export const stgLeadHanded = defineModel({
  name: 'stg_lead_handed',
  layer: 'staging',
  sql,
  about: {
    ru: 'Обращения, которые передавали от одного ответственного другому',
    en: 'Leads that went from one responsible person to another',
  },
  grain: ['lead_id'],
  columns: { lead_id: 'id' },
})
