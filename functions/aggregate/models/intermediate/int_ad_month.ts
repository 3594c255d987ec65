import { defineModel } from '#aggregate/model.ts'
import sql from './int_ad_month.sql'

export const intAdMonth = defineModel({
  name: 'int_ad_month',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Объявления каждого месяца, как их называют площадка и подключение, под одним номером во всех месяцах',
    en: 'The ads of each month as platform and connection name them, with one number in all months',
  },
  grain: ['month', 'ad'],
  columns: {
    month: 'text',
    ad: 'int',
    last_date: 'date',
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
