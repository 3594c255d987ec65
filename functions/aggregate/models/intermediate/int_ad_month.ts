import { defineModel } from '#aggregate/model.ts'
import { adNames } from '../columns.ts'
import sql from './int_ad_month.sql'

export const intAdMonth = defineModel({
  name: 'int_ad_month',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Объявления каждого месяца, как их называют площадка и подключение, под одним номером во всех месяцах',
    en: 'The ads of each month as platform and connection name them, with one number in all months',
  },
  grain: ['month', 'ad'],
  columns: {
    month: 'text',
    ad: 'int',
    last_date: 'date',
    ...adNames,
  },
})
