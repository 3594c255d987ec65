import { defineModel } from '#aggregate/model.ts'
import { funnelCounts, funnelKeys } from '../columns.ts'
import sql from './int_funnel_part.sql'

export const intFunnelPart = defineModel({
  name: 'int_funnel_part',
  layer: 'intermediate',
  view: true,
  sql,
  about: {
    ru: 'Обращения и сделки воронки в обеих базах, без расхода и визитов',
    en: 'Requests and deals of the funnel in both bases, without spend and visits',
  },
  grain: ['basis', 'date', 'channel', 'campaign_id', 'campaign_name', 'manager', 'product'],
  columns: {
    basis: 'text',
    date: 'date',
    ...funnelKeys,
    ...funnelCounts,
    verdict_none: 'int',
  },
})
