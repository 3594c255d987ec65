import { defineModel } from '#aggregate/model.ts'
import sql from './chk_campaign_kept.sql'

export const chkCampaignKept = defineModel({
  name: 'chk_campaign_kept',
  layer: 'check',
  sql,
  severity: 'block',
  about: {
    ru: 'Расход кампании потерян или удвоен в воронке',
    en: 'Spend of a campaign is lost or doubled in the funnel',
  },
  grain: ['month', 'basis', 'channel', 'campaign_id'],
  columns: {
    month: 'text',
    basis: 'text',
    channel: 'id',
    campaign_id: 'id',
    spend_micros: 'money',
    funnel_micros: 'money',
  },
})
