import { defineModel } from '#aggregate/model.ts'
import sql from './int_funnel_period.sql'

export const intFunnelPeriod = defineModel({
  name: 'int_funnel_period',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Воронка по дню события',
    en: 'The funnel by day of event',
  },
  grain: ['date', 'channel', 'campaign_id', 'campaign_name', 'manager', 'product'],
  columns: {
    date: 'date',
    channel: 'id',
    campaign_id: 'id',
    campaign_name: 'text',
    manager: 'text',
    product: 'text',
    requests: 'int',
    valid_leads: 'int',
    target_leads: 'int',
    brand_leads: 'int',
    contacted: 'int',
    mql: 'int',
    sql: 'int',
    negotiation: 'int',
    won_deals: 'int',
    new_clients: 'int',
    revenue_micros: 'money',
    gross_profit_micros: 'money',
    verdict_qualified: 'int',
    verdict_not_target: 'int',
    verdict_fake: 'int',
    verdict_unreached: 'int',
  },
})
