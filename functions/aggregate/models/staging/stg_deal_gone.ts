import { defineModel } from '#aggregate/model.ts'
import sql from './stg_deal_gone.sql'

export const stgDealGone = defineModel({
  name: 'stg_deal_gone',
  layer: 'staging',
  sql,
  about: {
    ru: 'Удалённые сделки обращений: написанное в них больше не считается',
    en: 'Deleted deals of leads: what was written on them counts no more',
  },
  grain: ['lead_id', 'created_at'],
  columns: { lead_id: 'id', created_at: 'instant' },
})
