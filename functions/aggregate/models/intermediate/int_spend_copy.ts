import { defineModel } from '#aggregate/model.ts'
import sql from './int_spend_copy.sql'

export const intSpendCopy = defineModel({
  name: 'int_spend_copy',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Строки расхода, среди которых могут быть точные копии, и число копий каждой',
    en: 'Rows of spend that may be exact copies of each other, and how often each stands there',
  },
  grain: ['date', 'source', 'account', 'campaign_id', 'ad_group_id', 'ad_id', 'keyword', 'impressions', 'clicks'],
  columns: {
    date: 'date',
    month: 'text',
    source: 'text',
    account: 'text',
    campaign_id: 'id',
    campaign_name: 'text',
    campaign_key: 'text',
    ad_group_id: 'id',
    ad_group_name: 'text',
    ad_id: 'id',
    ad_name: 'text',
    keyword: 'text',
    origin_key: 'text',
    impressions: 'int',
    clicks: 'int',
    cost_micros: 'money',
    currency: 'text',
    vat_included: 'bool',
    row_count: 'int',
  },
})
