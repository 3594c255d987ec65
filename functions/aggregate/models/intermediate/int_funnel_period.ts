import { defineModel } from '#aggregate/model.ts'
import { funnelCounts, funnelKeys } from '../columns.ts'
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
    ...funnelKeys,
    ...funnelCounts,
  },
})
