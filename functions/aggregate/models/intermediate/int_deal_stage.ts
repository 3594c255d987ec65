import { defineModel } from '#aggregate/model.ts'
import sql from './int_deal_stage.sql'

export const intDealStage = defineModel({
  name: 'int_deal_stage',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Где стоит сделка и что говорит её история',
    en: 'Where a deal stands and what its history says',
  },
  grain: ['deal_id'],
  columns: {
    deal_id: 'id',
    stage: 'id',
    outcome: 'text',
    position: 'int',
    has_stage: 'bool',
    won_entry_at: 'instant',
    lost_entry_at: 'instant',
  },
})
