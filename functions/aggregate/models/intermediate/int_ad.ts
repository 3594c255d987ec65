import { defineModel } from '#aggregate/model.ts'
import sql from './int_ad.sql'

export const intAd = defineModel({
  name: 'int_ad',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Различные объявления, как их называют площадка и подключение, каждое под своим номером',
    en: 'Distinct ads as platform and connection name them, each with a number',
  },
  grain: ['ad'],
  columns: {
    ad: 'int',
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
    channel_hint: 'text',
    utm_source: 'text',
    utm_medium: 'text',
    utm_campaign: 'text',
    utm_content: 'text',
    utm_term: 'text',
    currency: 'text',
    vat_included: 'bool',
  },
})
