import { defineModel } from '#aggregate/model.ts'
import sql from './int_record_day.sql'

export const intRecordDay = defineModel({
  name: 'int_record_day',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Строки записей по дням',
    en: 'Rows of records by day',
  },
  grain: ['record', 'source', 'account', 'date'],
  columns: {
    record: 'text',
    source: 'text',
    account: 'text',
    date: 'date',
    row_count: 'int',
  },
})
