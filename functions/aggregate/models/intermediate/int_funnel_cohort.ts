import { defineModel } from '#aggregate/model.ts'
import { funnelCounts, funnelKeys } from '../columns.ts'
import sql from './int_funnel_cohort.sql'

export const intFunnelCohort = defineModel({
  name: 'int_funnel_cohort',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Воронка по дню обращения',
    en: 'The funnel by day of request',
  },
  grain: ['date', 'channel', 'campaign_id', 'campaign_name', 'manager', 'product'],
  columns: {
    date: 'date',
    ...funnelKeys,
    ...funnelCounts,
    verdict_none: 'int',
  },
})
