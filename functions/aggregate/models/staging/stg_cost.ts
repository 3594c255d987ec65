import { defineModel } from '#aggregate/model.ts'
import sql from './stg_cost.sql'

export const stgCost = defineModel({
  name: 'stg_cost',
  layer: 'staging',
  sql,
  about: {
    ru: 'Прочие расходы',
    en: 'Non-media costs',
  },
  grain: ['date', 'source', 'account', 'team', 'kind'],
  columns: {
    source: 'text',
    account: 'text',
    date: 'date',
    month: 'text',
    team: 'text',
    kind: 'text',
    amount_micros: 'money',
    currency: 'text',
    vat_included: 'bool',
  },
})
