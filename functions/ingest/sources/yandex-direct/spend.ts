import { to } from '#ingest/mapping/mapped.ts'
import * as wire from '#ingest/mapping/wire.ts'
import { say } from '#shared/i18n/text.ts'
import { resourceOf } from '../../source.ts'
import { announcedDay } from './changes.ts'
import { accountOf, clients, currencyOfRow } from './clients.ts'
import { pullReports, type Spec } from './report.ts'
import { type Settings, settings } from './settings.ts'
import { cell, reportPage, row } from './table.ts'
import { amount, isBeyond, isMicros, isWhole } from './unit.ts'

const campaign = ['CampaignId', 'CampaignName']
const group = [...campaign, 'AdGroupId', 'AdGroupName']
const ad = [...group, 'AdId']

const levels: Readonly<Record<Settings['level'], { readonly type: string; readonly fields: readonly string[] }>> = {
  campaign: { type: 'CAMPAIGN_PERFORMANCE_REPORT', fields: campaign },
  ad_group: { type: 'ADGROUP_PERFORMANCE_REPORT', fields: group },
  ad: { type: 'AD_PERFORMANCE_REPORT', fields: ad },
  keyword: { type: 'CUSTOM_REPORT', fields: [...ad, 'Criterion'] },
}

export const spendSpec = ({ level }: Settings): Spec => ({
  ReportType: levels[level].type,
  FieldNames: ['Date', ...levels[level].fields, 'Impressions', 'Clicks', 'Cost'],
})

/** In whole money. */
const dearestClick = 100_000

export const spend = resourceOf(settings)({
  about: say('Расход, показы и клики по дням', 'Spend, impressions and clicks by day'),
  records: ['spend'],
  // It settles within three days; what changes later is announced.
  window: { kind: 'days', trailing: 4, slice: 7, history: 1095 },
  items: clients,
  restatedFrom: announcedDay,
  pull: (io, ask) => pullReports(io, ask, [spendSpec(io.settings)]),
  page: (response, ask) =>
    reportPage(response, ask, {
      fields: spendSpec(ask.settings).FieldNames,
      needs: (columns) => columns.includes('Cost'),
      isOfUnit: (rows) =>
        isMicros(ask) ||
        !rows.every(({ Cost }) => isWhole(Cost)) ||
        !rows.some(({ Cost, Clicks }) => isBeyond(dearestClick, Cost, Clicks)),
    }),
  row,
  map: (given, ask) =>
    to('spend', {
      account: accountOf(ask),
      date: wire.day('date', given.Date) ?? undefined,
      campaign_id: cell(given.CampaignId),
      campaign_name: cell(given.CampaignName),
      ad_group_id: cell(given.AdGroupId),
      ad_group_name: cell(given.AdGroupName),
      ad_id: cell(given.AdId),
      keyword: cell(given.Criterion ?? given.Criteria),
      impressions: wire.int('impressions', given.Impressions),
      clicks: wire.int('clicks', given.Clicks),
      cost_micros: amount('cost_micros', given.Cost, ask) ?? undefined,
      currency: currencyOfRow(ask),
      vat_included: Boolean(ask.facts.include_vat ?? ask.settings.include_vat),
    }),
})
