import * as z from 'zod'
import { to } from '#ingest/mapping/mapped.ts'
import * as wire from '#ingest/mapping/wire.ts'
import { say } from '#shared/i18n/text.ts'
import { addDays, dateOf, weekdayOf } from '#shared/time/dates.ts'
import { type Io, resourceOf } from '../../source.ts'
import { itemsOf } from './customers.ts'
import { type Settings, settings } from './settings.ts'
import { history, idOf, loginOf, ownRows, streamOf } from './stream.ts'
import { gatherSpend } from './ties.ts'

const text = wire.text.optional()
const thing = z.object({ id: text, resourceName: text, name: text }).nullish()
const keyword = z.object({ text }).nullish()

const row = z.object({
  customer: z.object({ id: text, resourceName: text, currencyCode: text }).nullish(),
  campaign: thing,
  adGroup: thing,
  adGroupAd: z.object({ ad: thing }).nullish(),
  adGroupCriterion: z.object({ keyword }).nullish(),
  segments: z.object({ date: z.string(), keyword: z.object({ info: keyword }).nullish() }),
  metrics: z.object({ impressions: text, clicks: text, costMicros: text }),
})

const levels: readonly Settings['grain'][] = ['campaign', 'ad', 'keyword']
type Level = Settings['grain']

const campaignFields = 'customer.id, customer.currency_code, campaign.id, campaign.name, segments.date'
const adFields = 'ad_group.id, ad_group.name, ad_group_ad.ad.id, ad_group_ad.ad.name'
const metrics = 'metrics.impressions, metrics.clicks, metrics.cost_micros'

/** Keywords leave out whatever was shown without one, ads leave out Performance Max: hence all levels, the coarsest first. */
const selects: Readonly<Record<Level, string>> = {
  campaign: `${campaignFields}, ${metrics} FROM campaign`,
  ad: `${campaignFields}, ${adFields}, ${metrics} FROM ad_group_ad`,
  keyword: `${campaignFields}, ${adFields}, segments.keyword.info.text, ${metrics} FROM ad_group_ad`,
}
const markers: Readonly<Record<Level, string>> = {
  campaign: 'metrics.costMicros',
  ad: 'adGroupAd',
  keyword: 'segments.keyword',
}

const levelOf = (next: unknown): Level => levels.find((level) => level === next) ?? 'campaign'

/** For so long Google gives money back for clicks that were none. Nobody announces it. */
const creditDays = 60

/** The first run of each week looks that far back from the one before: an invoice has the credits, and so must its month. */
async function restatedFrom(io: Io<Settings>, _: unknown, since: number | null): Promise<string | undefined> {
  if (since === null || io.connection.windows.spend !== undefined) return undefined
  const before = dateOf(since)
  return mondayOf(before) < mondayOf(dateOf(io.now())) ? addDays(before, -creditDays) : undefined
}

const mondayOf = (day: string): string => addDays(day, -weekdayOf(day))

/** Cost settles within days; a day is read at three levels, and what the finer ones lack stays with the coarser. */
export const spend = resourceOf(settings)({
  about: say('Расход по кампаниям, группам, объявлениям и ключам', 'Cost by campaign, ad group, ad and keyword'),
  records: ['spend'],
  window: { kind: 'days', trailing: 4, slice: 7, history },
  items: itemsOf,
  restatedFrom,
  request(ask) {
    const { from, to: last } = ask.slice
    const query = `SELECT ${selects[levelOf(ask.next)]} WHERE segments.date BETWEEN '${from}' AND '${last}'`
    return streamOf(ask.item.id, loginOf(ask), query)
  },
  page(response, ask) {
    const level = levelOf(ask.next)
    const rows = ownRows(response, markers[level], ask)
    return { rows, next: level === ask.settings.grain ? null : levels[levels.indexOf(level) + 1] }
  },
  row,
  map: (given, { item }) =>
    to('spend', {
      account: idOf(given.customer) ?? (item.id || undefined),
      date: wire.day('date', given.segments.date) ?? undefined,
      campaign_id: idOf(given.campaign),
      campaign_name: given.campaign?.name,
      ad_group_id: idOf(given.adGroup),
      ad_group_name: given.adGroup?.name,
      ad_id: idOf(given.adGroupAd?.ad),
      ad_name: given.adGroupAd?.ad?.name,
      keyword: given.segments.keyword?.info?.text ?? given.adGroupCriterion?.keyword?.text,
      impressions: wire.int('impressions', given.metrics.impressions),
      clicks: wire.int('clicks', given.metrics.clicks),
      cost_micros: wire.micros('cost_micros', given.metrics.costMicros) ?? undefined,
      currency: given.customer?.currencyCode ?? currencyIn(item.facts?.currency),
      // Google bills tax on top of it.
      vat_included: false,
    }),
  gather: gatherSpend,
})

const currencyIn = (value: unknown) => (typeof value === 'string' ? value : undefined)
