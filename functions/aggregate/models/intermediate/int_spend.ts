import { defineModel } from '#aggregate/model.ts'
import { adPath } from '../columns.ts'
import sql from './int_spend.sql'

export const intSpend = defineModel({
  name: 'int_spend',
  layer: 'intermediate',
  view: true,
  sql,
  about: {
    ru: 'Расход, приведённый к валюте и базе соглашения',
    en: 'Spend in the agreed currency and basis',
  },
  grain: ['date', 'source', 'account', 'channel', 'campaign_id', 'ad_group_id', 'ad_id', 'keyword'],
  columns: {
    date: 'date',
    month: 'text',
    place: 'int',
    source: 'text',
    account: 'text',
    channel: 'id',
    ...adPath,
    keyword: 'text',
    impressions: 'int',
    clicks: 'int',
    platform_micros: 'money',
    spend_micros: 'money',
    currency: 'text',
    vat_included: 'bool',
    row_count: 'int',
  },
})
