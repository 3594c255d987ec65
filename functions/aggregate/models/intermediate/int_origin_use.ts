import { defineModel } from '#aggregate/model.ts'
import { originHints } from '../columns.ts'
import sql from './int_origin_use.sql'

export const intOriginUse = defineModel({
  name: 'int_origin_use',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Различные сочетания меток и кампаний с последним днём',
    en: 'Distinct origins and campaigns with their last day',
  },
  grain: ['agreement', 'origin_key', 'campaign_id'],
  columns: {
    agreement: 'text',
    origin_key: 'text',
    ...originHints,
    campaign_id: 'id',
    campaign_name: 'text',
    keyword: 'text',
    referrer: 'text',
    landing_url: 'text',
    last_date: 'date',
  },
})
