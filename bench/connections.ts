import { type FileConnection, parseConnection } from '#ingest/sources/file/index.ts'

const ads = `
name: ads
kind: file
account: main
files: spend.csv
currency: RUB
records:
  - record: spend
    columns:
      date: {column: Date, date: yyyy-MM-dd}
      channel_hint: Source
      campaign_id: CampaignId
      campaign_name: Campaign
      ad_group_id: AdGroupId
      ad_group_name: AdGroup
      ad_id: AdId
      ad_name: Ad
      keyword: Keyword
      impressions: Impressions
      clicks: Clicks
      cost_micros: {column: Cost, decimal: point}
      vat_included: {const: true}
`

const crm = `
name: crm
kind: file
files: leads.csv
time_zone: Europe/Moscow
dates: dd.MM.yyyy HH:mm
records:
  - record: lead
    columns:
      lead_id: Id
      created_at: Created
      updated_at: Modified
      pipeline: Pipeline
      stage: Stage
      responsible: Owner
      product: Product
      channel_hint: Source
      utm_source: utm_source
      utm_medium: utm_medium
      utm_campaign: utm_campaign
      reject_reason: Reason
      client_id: ClientId
      url: Url
`

/** The connection of spend.csv, as a project holds it. */
export const adsYaml = ads

/** The two connections of the bench, by the file that each of them reads. */
export const benchConnections: readonly { readonly connection: FileConnection; readonly file: string }[] = [
  { connection: parseConnection(ads, 'connections/ads.yaml'), file: 'spend.csv' },
  { connection: parseConnection(crm, 'connections/crm.yaml'), file: 'leads.csv' },
]
