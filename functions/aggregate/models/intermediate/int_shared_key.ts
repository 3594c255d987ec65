import { defineModel } from '#aggregate/model.ts'
import sql from './int_shared_key.sql'

export const intSharedKey = defineModel({
  name: 'int_shared_key',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Ключи, общие для слишком многих',
    en: 'Keys that too many people share',
  },
  grain: ['kind', 'key_value'],
  columns: {
    kind: 'text',
    key_value: 'text',
    holders: 'int',
  },
})
