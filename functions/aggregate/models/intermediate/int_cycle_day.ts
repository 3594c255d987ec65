import { defineModel } from '#aggregate/model.ts'
import sql from './int_cycle_day.sql'

export const intCycleDay = defineModel({
  name: 'int_cycle_day',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Доля непроданных по дням после SQL',
    en: 'Share still unsold by day after SQL',
  },
  grain: ['month', 'day_count'],
  columns: {
    month: 'text',
    day_count: 'int',
    wins: 'int',
    unsold: 'double',
  },
})
