import { defineModel } from '#aggregate/model.ts'
import { funnelKeys } from '../columns.ts'
import sql from './int_funnel_event.sql'

export const intFunnelEvent = defineModel({
  name: 'int_funnel_event',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'События обращений своим днём',
    en: 'Events of requests by their own day',
  },
  grain: ['event', 'date', 'channel', 'campaign_id', 'campaign_name', 'manager', 'product'],
  columns: {
    event: 'text',
    date: 'date',
    ...funnelKeys,
    requests: 'int',
  },
})
