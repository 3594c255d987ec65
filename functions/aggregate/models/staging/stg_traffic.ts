import { defineModel } from '#aggregate/model.ts'
import { touchHints } from '../columns.ts'
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
    ...touchHints,
  },
})
