import { defineModel } from '#aggregate/model.ts'
import { touchHints } from '../columns.ts'
import sql from './stg_spend.sql'

export const stgSpend = defineModel({
  name: 'stg_spend',
  layer: 'staging',
  view: true,
  sql,
  about: {
    ru: 'Строки расхода как есть, ничего не схлопнуто',
    en: 'Rows of spend as they are, nothing deduplicated',
  },
  grain: ['date', 'source', 'account', 'campaign_id', 'ad_group_id', 'ad_id', 'keyword'],
  columns: {
    source: 'text',
    account: 'text',
    campaign_id: 'id',
    ad_group_id: 'id',
    ad_id: 'id',
    date: 'date',
    month: 'text',
    impressions: 'int',
    clicks: 'int',
    cost_micros: 'money',
    campaign_name: 'text',
    ad_group_name: 'text',
    ad_name: 'text',
    keyword: 'text',
    ruled_keyword: 'text',
    ...touchHints,
    currency: 'text',
    vat_included: 'bool',
  },
})
