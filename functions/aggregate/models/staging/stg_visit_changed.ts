import { defineModel } from '#aggregate/model.ts'
import sql from './stg_visit_changed.sql'

export const stgVisitChanged = defineModel({
  name: 'stg_visit_changed',
  layer: 'staging',
  sql,
  about: {
    ru: 'Визиты, у которых в записях несколько версий',
    en: 'Visits of which the records hold several versions',
  },
  grain: ['visit_id'],
  columns: { visit_id: 'id' },
})
