import { defineModel } from '#aggregate/model.ts'
import sql from './int_first_stage.sql'

export const intFirstStage = defineModel({
  name: 'int_first_stage',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Вход в первый этап, о котором CRM не сообщает: со дня создания',
    en: 'The entry into the first stage, which the CRM does not tell: since the creation',
  },
  grain: ['entity', 'entity_id'],
  columns: {
    source: 'text',
    account: 'text',
    entity: 'text',
    entity_id: 'id',
    changed_local: 'instant',
    month: 'text',
    pipeline: 'text',
    to_stage: 'text',
  },
})
