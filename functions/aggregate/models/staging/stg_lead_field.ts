import { defineModel } from '#aggregate/model.ts'
import sql from './stg_lead_field.sql'

export const stgLeadField = defineModel({
  name: 'stg_lead_field',
  layer: 'staging',
  sql,
  about: {
    ru: 'Поля обращений, последнее значение',
    en: 'Fields of leads, as noted last',
  },
  grain: ['lead_id', 'field'],
  columns: {
    lead_id: 'id',
    field: 'text',
    value_text: 'text',
    value_number: 'double',
  },
})
