import { defineLookup } from '#aggregate/model.ts'
import { campaignsOf } from './campaigns.ts'

export const mapCampaign = defineLookup({
  name: 'map_campaign',
  layer: 'lookup',
  sql: undefined,
  about: {
    ru: 'Кампания за каждым номером и названием внутри канала: расход и обращения сходятся в одной',
    en: 'The campaign behind each id and name within a channel: spend and leads meet in one',
  },
  grain: ['channel', 'campaign_key'],
  columns: { channel: 'id', campaign_key: 'text', campaign_id: 'id', campaign_name: 'text' },
  reads: ['int_campaign_use', 'agr_campaign_alias'],
  make: async (query) =>
    campaignsOf(
      await query(
        'select * from int_campaign_use order by last_date, channel, campaign_key, campaign_id, campaign_name, is_spend',
      ),
      await query('select * from agr_campaign_alias order by agreement, channel, alias, campaign'),
    ),
})
