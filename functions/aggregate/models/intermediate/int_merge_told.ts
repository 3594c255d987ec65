import { defineModel } from '#aggregate/model.ts'
import sql from './int_merge_told.sql'

export const intMergeTold = defineModel({
  name: 'int_merge_told',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'О чём карточка, с которой объединили обращение, говорит сама: слово объединённой больше не считается',
    en: 'Of what the card tells by itself that a lead was merged into: the merged one’s own word no longer counts',
  },
  grain: ['lead_id', 'subject'],
  columns: { lead_id: 'id', subject: 'text' },
})
