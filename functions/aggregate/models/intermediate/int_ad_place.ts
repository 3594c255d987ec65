import { defineModel } from '#aggregate/model.ts'
import { adPath } from '../columns.ts'
import sql from './int_ad_place.sql'

export const intAdPlace = defineModel({
  name: 'int_ad_place',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Канал, кампания и множитель расхода каждого объявления; place — номер строки, в которую оно складывается',
    en: 'Channel, campaign and cost factor of each ad; place = the number of the row that it is added to',
  },
  grain: ['agreement', 'ad'],
  columns: {
    agreement: 'text',
    ad: 'int',
    place: 'int',
    source: 'text',
    account: 'text',
    channel: 'id',
    ...adPath,
    currency: 'text',
    vat_included: 'bool',
    is_base: 'bool',
    factor: 'double',
  },
})
