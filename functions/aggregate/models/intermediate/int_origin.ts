import { defineModel } from '#aggregate/model.ts'
import { originHints } from '../columns.ts'
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
    ...originHints,
    campaign_name: 'text',
    keyword: 'text',
    referrer: 'text',
    landing_url: 'text',
  },
})
