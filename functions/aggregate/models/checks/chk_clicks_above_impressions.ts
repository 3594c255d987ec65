import { defineModel } from '#aggregate/model.ts'
import sql from './chk_clicks_above_impressions.sql'

export const chkClicksAboveImpressions = defineModel({
  name: 'chk_clicks_above_impressions',
  layer: 'check',
  sql,
  severity: 'warn',
  about: {
    ru: 'Кликов больше, чем показов',
    en: 'More clicks than impressions',
  },
  grain: ['date', 'source', 'channel', 'campaign_id', 'ad_group_id', 'ad_id', 'keyword'],
  columns: {
    date: 'date',
    source: 'text',
    channel: 'id',
    campaign_id: 'id',
    ad_group_id: 'id',
    ad_group_name: 'text',
    ad_id: 'id',
    ad_name: 'text',
    keyword: 'text',
    impressions: 'int',
    clicks: 'int',
  },
})
