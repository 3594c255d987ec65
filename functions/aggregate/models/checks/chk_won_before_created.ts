import { defineModel } from '#aggregate/model.ts'
import sql from './chk_won_before_created.sql'

export const chkWonBeforeCreated = defineModel({
  name: 'chk_won_before_created',
  layer: 'check',
  sql,
  severity: 'warn',
  about: {
    ru: 'Сделка выиграна раньше, чем создано обращение',
    en: 'A deal was won before its lead was created',
  },
  grain: ['deal_id'],
  columns: {
    deal_id: 'id',
    lead_id: 'id',
    created_date: 'date',
    won_date: 'date',
  },
})
