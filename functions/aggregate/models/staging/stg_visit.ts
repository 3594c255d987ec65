import { defineModel } from '#aggregate/model.ts'
import sql from './stg_visit.sql'

export const stgVisit = defineModel({
  name: 'stg_visit',
  layer: 'staging',
  sql,
  about: {
    ru: 'Визиты с местным днём',
    en: 'Visits with their local day',
  },
  grain: ['visit_id'],
  columns: {
    visit_id: 'id',
    source: 'text',
    account: 'text',
    client_id: 'id',
    origin_key: 'text',
    started_date: 'date',
    month: 'text',
    channel_hint: 'text',
    utm_source: 'text',
    utm_medium: 'text',
    utm_campaign: 'text',
    utm_content: 'text',
    utm_term: 'text',
    click_kind: 'text',
    referrer: 'text',
    landing_url: 'text',
  },
})
