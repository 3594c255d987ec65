import { defineModel } from '#aggregate/model.ts'
import { adNames } from '../columns.ts'
import sql from './int_ad.sql'

export const intAd = defineModel({
  name: 'int_ad',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Различные объявления, как их называют площадка и подключение, каждое под своим номером',
    en: 'Distinct ads as platform and connection name them, each with a number',
  },
  grain: ['ad'],
  columns: {
    ad: 'int',
    ...adNames,
  },
})
