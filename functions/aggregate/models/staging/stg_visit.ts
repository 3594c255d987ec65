import { defineModel } from '#aggregate/model.ts'
import { touchHints } from '../columns.ts'
import sql from './stg_visit.sql'

export const stgVisit = defineModel({
  name: 'stg_visit',
  layer: 'staging',
  sql,
  about: {
    ru: 'Визиты по местным дням и происхождению',
    en: 'Visits by local day and origin',
  },
  grain: ['source', 'account', 'started_date', 'origin_key'],
  columns: {
    source: 'text',
    account: 'text',
    origin_key: 'text',
    started_date: 'date',
    month: 'text',
    ...touchHints,
    click_kind: 'text',
    referrer: 'text',
    landing_url: 'text',
    visits: 'int',
  },
})
