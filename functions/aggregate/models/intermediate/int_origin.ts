import { defineModel } from '#aggregate/model.ts'
import sql from './int_origin.sql'

export const intOrigin = defineModel({
  name: 'int_origin',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Различные сочетания меток',
    en: 'Distinct origins',
  },
  grain: ['agreement', 'origin_key'],
  columns: {
    agreement: 'text',
    origin_key: 'text',
    is_spend: 'bool',
    source: 'text',
    account: 'text',
    channel_hint: 'text',
    utm_source: 'text',
    utm_medium: 'text',
    utm_campaign: 'text',
    utm_content: 'text',
    utm_term: 'text',
    click_kind: 'text',
    campaign_name: 'text',
    keyword: 'text',
    referrer: 'text',
    landing_url: 'text',
  },
})
