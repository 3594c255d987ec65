import { defineModel } from '#aggregate/model.ts'
import { adPath } from '../columns.ts'
import sql from './fct_spend.sql'

export const fctSpend = defineModel({
  name: 'fct_spend',
  layer: 'mart',
  sql,
  about: {
    ru: 'Расход по дням, кабинетам, каналам, кампаниям и объявлениям. spend_micros — в основной валюте и на базе НДС соглашения, platform_micros — как у площадки',
    en: 'Spend by day, account, channel, campaign and ad. spend_micros: base currency and the agreed VAT basis; platform_micros: as the platform says',
  },
  inOrder: true,
  grain: [
    'date',
    'source',
    'account',
    'channel',
    'campaign_id',
    'campaign_name',
    'ad_group_id',
    'ad_group_name',
    'ad_id',
    'ad_name',
    'currency',
    'vat_included',
  ],
  columns: {
    date: 'date',
    month: 'text',
    source: 'text',
    account: 'text',
    channel: 'id',
    ...adPath,
    impressions: 'int',
    clicks: 'int',
    spend_micros: 'money',
    platform_micros: 'money',
    currency: 'text',
    vat_included: 'bool',
    row_count: 'int',
    duplicate_count: 'int',
  },
})
