import { defineModel } from '#aggregate/model.ts'
import sql from './dim_campaign.sql'

export const dimCampaign = defineModel({
  name: 'dim_campaign',
  layer: 'mart',
  sql,
  about: {
    ru: 'Кампании каналов из расхода и обращений',
    en: 'Campaigns of channels, from spend and from leads',
  },
  grain: ['channel', 'campaign_id'],
  columns: {
    channel: 'id',
    campaign_id: 'id',
    campaign_name: 'text',
    in_spend: 'bool',
    in_leads: 'bool',
  },
})
