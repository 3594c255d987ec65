import { defineModel } from '#aggregate/model.ts'
import sql from './stg_traffic.sql'

export const stgTraffic = defineModel({
  name: 'stg_traffic',
  layer: 'staging',
  view: true,
  sql,
  about: {
    ru: 'Посещения суммами',
    en: 'Sums of traffic',
  },
  grain: ['date', 'source', 'account', 'origin_key'],
  columns: {
    source: 'text',
    account: 'text',
    origin_key: 'text',
    date: 'date',
    month: 'text',
    sessions: 'int',
    channel_hint: 'text',
    utm_source: 'text',
    utm_medium: 'text',
    utm_campaign: 'text',
    utm_content: 'text',
    utm_term: 'text',
  },
})
