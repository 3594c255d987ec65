import { defineModel } from '#aggregate/model.ts'
import sql from './int_deal_link.sql'

export const intDealLink = defineModel({
  name: 'int_deal_link',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Сделка и её обращение',
    en: 'A deal and its lead',
  },
  grain: ['deal_id'],
  columns: {
    deal_id: 'id',
    lead_id: 'id',
    person_id: 'id',
  },
})
