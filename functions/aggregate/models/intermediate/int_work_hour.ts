import { defineModel } from '#aggregate/model.ts'
import sql from './int_work_hour.sql'

export const intWorkHour = defineModel({
  name: 'int_work_hour',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Дни календаря по часам накопленного рабочего времени',
    en: 'Calendar days by the hours of their running total',
  },
  grain: ['agreement', 'team', 'hour_number', 'day'],
  columns: {
    agreement: 'text',
    team: 'text',
    hour_number: 'int',
    day: 'date',
    opens_at: 'instant',
    from_second: 'int',
    to_second: 'int',
  },
})
