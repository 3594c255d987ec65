import { defineModel } from '#aggregate/model.ts'
import sql from './int_deal_outcome.sql'

export const intDealOutcome = defineModel({
  name: 'int_deal_outcome',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Выигрыш по правилу соглашения',
    en: 'The win by the rule of the agreement',
  },
  grain: ['deal_id'],
  columns: {
    deal_id: 'id',
    is_won: 'bool',
    won_at: 'instant',
    is_lost: 'bool',
    lost_at: 'instant',
    revenue_micros: 'money',
    gross_profit_micros: 'money',
  },
})
