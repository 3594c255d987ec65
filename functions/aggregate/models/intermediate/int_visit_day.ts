import { defineModel } from '#aggregate/model.ts'
import sql from './int_visit_day.sql'

export const intVisitDay = defineModel({
  name: 'int_visit_day',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Визиты по дням, каналам и кампаниям',
    en: 'Visits by day, channel and campaign',
  },
  grain: ['date', 'channel', 'campaign_id', 'campaign_name'],
  columns: {
    date: 'date',
    month: 'text',
    channel: 'id',
    campaign_id: 'id',
    campaign_name: 'text',
    visits: 'int',
    brand_visits: 'int',
  },
})
