import { defineModel } from '#aggregate/model.ts'
import sql from './chk_shared_key.sql'

export const chkSharedKey = defineModel({
  name: 'chk_shared_key',
  layer: 'check',
  sql,
  severity: 'warn',
  about: {
    ru: 'Один телефон, почта или посетитель у слишком многих: никого не объединили',
    en: 'Too many share one phone, e-mail or client id: nobody was joined by it',
  },
  grain: ['kind', 'key_value'],
  columns: {
    kind: 'text',
    key_value: 'text',
    holders: 'int',
  },
})
