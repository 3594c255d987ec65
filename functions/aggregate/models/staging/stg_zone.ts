import { defineModel } from '#aggregate/model.ts'
import sql from './stg_zone.sql'

export const stgZone = defineModel({
  name: 'stg_zone',
  layer: 'staging',
  sql,
  about: {
    ru: 'Смещения часового пояса компании от UTC',
    en: 'UTC offsets of the company’s time zone',
  },
  grain: ['from_utc'],
  columns: {
    from_utc: 'instant',
    to_utc: 'instant',
    offset_minutes: 'int',
  },
})
