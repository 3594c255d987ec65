import { defineModel } from '#aggregate/model.ts'
import { funnelCounts, funnelKeys } from '../columns.ts'
import sql from './fct_funnel.sql'

export const fctFunnel = defineModel({
  name: 'fct_funnel',
  layer: 'mart',
  sql,
  about: {
    ru: 'Воронка в штуках и деньгах: cohort — по дню обращения, period — каждое событие своим днём. Повторные обращения учтены в своём первом',
    en: 'The funnel in counts and money: cohort = by the day of the request, period = each event by its own day. Repeats are counted in their first request',
  },
  grain: ['date', 'basis', 'channel', 'campaign_id', 'campaign_name', 'manager', 'product'],
  columns: {
    date: 'date',
    month: 'text',
    basis: 'text',
    ...funnelKeys,
    impressions: 'int',
    clicks: 'int',
    visits: 'int',
    spend_micros: 'money',
    ...funnelCounts,
    verdict_none: 'int',
  },
})
