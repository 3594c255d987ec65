import { defineModel } from '#aggregate/model.ts'
import sql from './int_stage_place.sql'

export const intStagePlace = defineModel({
  name: 'int_stage_place',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Место каждого этапа в воронке каждого соглашения: события читаются по соглашению своего дня, лид — по своему',
    en: 'The place of each stage in the funnel of each agreement: events are read by the agreement of their day, the lead by its own',
  },
  grain: ['agreement', 'stage'],
  columns: { agreement: 'text', stage: 'id', position: 'int' },
})
