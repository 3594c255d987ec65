import { defineModel } from '#aggregate/model.ts'
import sql from './int_ad_use.sql'

export const intAdUse = defineModel({
  name: 'int_ad_use',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Объявления, за которые платили при каждом соглашении, и последний такой день',
    en: 'The ads paid for under each agreement, and the last such day',
  },
  grain: ['agreement', 'ad'],
  columns: {
    agreement: 'text',
    ad: 'int',
    last_date: 'date',
  },
})
