import { defineModel } from '#aggregate/model.ts'
import sql from './int_campaign_use.sql'

export const intCampaignUse = defineModel({
  name: 'int_campaign_use',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Кампании, которые встречаются в канале',
    en: 'Campaigns in use by channel',
  },
  grain: ['channel', 'campaign_key', 'campaign_id', 'campaign_name', 'is_spend'],
  columns: {
    channel: 'id',
    campaign_key: 'text',
    campaign_id: 'id',
    campaign_name: 'text',
    is_spend: 'bool',
    last_date: 'date',
  },
})
