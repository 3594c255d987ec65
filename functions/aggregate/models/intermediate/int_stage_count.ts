import { defineModel } from '#aggregate/model.ts'
import sql from './int_stage_count.sql'

export const intStageCount = defineModel({
  name: 'int_stage_count',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Сколько дошло до этапов по месяцам',
    en: 'How many reached the stages, by month',
  },
  grain: ['basis', 'month', 'stage'],
  columns: {
    basis: 'text',
    month: 'text',
    stage: 'id',
    reached: 'int',
    requests: 'int',
  },
})
