import { defineModel } from '#aggregate/model.ts'
import sql from './int_lag.sql'

export const intLag = defineModel({
  name: 'int_lag',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Сколько дней занимает шаг у зрелых',
    en: 'How many days the step takes mature requests',
  },
  grain: ['step', 'lag_days'],
  columns: {
    step: 'text',
    lag_days: 'int',
    requests: 'int',
    all_requests: 'int',
  },
})
