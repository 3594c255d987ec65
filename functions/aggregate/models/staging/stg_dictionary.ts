import { defineModel } from '#aggregate/model.ts'
import sql from './stg_dictionary.sql'

export const stgDictionary = defineModel({
  name: 'stg_dictionary',
  layer: 'staging',
  sql,
  about: {
    ru: 'Названия идентификаторов',
    en: 'What ids are called',
  },
  grain: ['source', 'account', 'kind', 'id'],
  columns: {
    source: 'text',
    account: 'text',
    kind: 'text',
    id: 'text',
    name: 'text',
  },
})
