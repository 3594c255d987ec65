import { defineModel } from '#aggregate/model.ts'
import sql from './chk_ungoverned.sql'

export const chkUngoverned = defineModel({
  name: 'chk_ungoverned',
  layer: 'check',
  sql,
  severity: 'block',
  about: {
    ru: 'Есть данные раньше первого соглашения: начните соглашение с этого месяца',
    en: 'There are data before the first agreement: start the agreement with this month',
  },
  grain: ['source', 'record', 'month'],
  columns: {
    source: 'text',
    record: 'text',
    month: 'text',
    rows: 'int',
  },
})
