import { defineModel } from '#aggregate/model.ts'
import sql from './int_feed.sql'

export const intFeed = defineModel({
  name: 'int_feed',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Какие данные вообще есть',
    en: 'Which data there are at all',
  },
  grain: ['has_leads'],
  columns: {
    has_visits: 'bool',
    has_leads: 'bool',
    has_spend: 'bool',
    has_sales_cost: 'bool',
    has_deals: 'bool',
    can_win: 'bool',
    has_amounts: 'bool',
    has_margin: 'bool',
    has_contacts: 'bool',
    has_verdicts: 'bool',
    has_replies: 'bool',
    has_clocks: 'bool',
    has_reply_clock: 'bool',
    has_criteria: 'bool',
    has_answers: 'bool',
    has_mql: 'bool',
    has_sql: 'bool',
  },
})
