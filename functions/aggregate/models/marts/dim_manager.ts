import { defineModel } from '#aggregate/model.ts'
import sql from './dim_manager.sql'

export const dimManager = defineModel({
  name: 'dim_manager',
  layer: 'mart',
  sql,
  about: {
    ru: 'Ответственные, которые встречаются в обращениях и сделках',
    en: 'People responsible for leads and deals',
  },
  grain: ['manager'],
  columns: {
    manager: 'text',
    manager_name: 'text',
    leads: 'int',
    deals: 'int',
  },
})
