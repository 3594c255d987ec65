import * as z from 'zod'
import { sumByKey } from '#ingest/mapping/gather.ts'
import { to } from '#ingest/mapping/mapped.ts'
import * as wire from '#ingest/mapping/wire.ts'
import { say } from '#shared/i18n/text.ts'
import { addDays, dateOf } from '#shared/time/dates.ts'
import { type Io, type Item, resourceOf, type WireResponse } from '../../source.ts'
import { itemsOf } from './customers.ts'
import { type Settings, settings } from './settings.ts'
import { history, idOf, loginOf, ownRows, rowsOf, streamOf } from './stream.ts'

const text = wire.text.optional()
const row = z.object({
  customer: z.object({ id: text, resourceName: text }).nullish(),
  campaign: z.object({ id: text, resourceName: text, name: text }).nullish(),
  segments: z.object({ date: z.string(), conversionAction: text, conversionActionName: text }),
  metrics: z.object({ conversions: text, conversionsValue: text }),
})

const fields = `customer.id, campaign.id, campaign.name, segments.date, segments.conversion_action,
  segments.conversion_action_name, metrics.conversions, metrics.conversions_value`

/** Booked on the day of the click, so a day grows for as long as an action's window is open. */
export const conversions = resourceOf(settings)({
  about: say('Конверсии по дням клика', 'Conversions by day of the click'),
  records: ['ad_conversion'],
  window: { kind: 'days', trailing: 30, slice: 30, history },
  items: itemsOf,
  restatedFrom,
  request(ask) {
    const { from, to: last } = ask.slice
    const query = `SELECT ${fields} FROM campaign WHERE segments.date BETWEEN '${from}' AND '${last}'`
    return streamOf(ask.item.id, loginOf(ask), query)
  },
  page: (response, ask) => ({ rows: ownRows(response, 'metrics.conversions', ask) }),
  row,
  map: (given, { item }) =>
    to('ad_conversion', {
      account: idOf(given.customer) ?? (item.id || undefined),
      date: wire.day('date', given.segments.date) ?? undefined,
      campaign_id: idOf(given.campaign),
      campaign_name: given.campaign?.name,
      goal: given.segments.conversionActionName ?? idOf({ resourceName: given.segments.conversionAction }),
      model: 'click_date',
      conversions: wire.double('conversions', given.metrics.conversions),
      value_micros: wire.money('value_micros', given.metrics.conversionsValue),
    }),
  gather: sumByKey,
})

const longest = 90
const windowQuery = `SELECT conversion_action.id, conversion_action.click_through_lookback_window_days,
  conversion_action.view_through_lookback_window_days FROM conversion_action
  WHERE conversion_action.status = 'ENABLED'`
const action = z.object({
  conversionAction: z.object({ clickThroughLookbackWindowDays: text, viewThroughLookbackWindowDays: text }),
})

/** Windows belong to each conversion action: the longest one says which days were still growing when they were last read. */
async function restatedFrom(io: Io<Settings>, item: Item, since: number | null): Promise<string | undefined> {
  if (io.connection.windows.conversions !== undefined) return undefined
  const most = longestOf(await io.send(streamOf(item.id, loginOf({ item }), windowQuery)))
  return most === 0 ? undefined : addDays(dateOf(since ?? io.now()), -most - 1)
}

/** In days; 0 where the answer says nothing, for then the usual window has to do. */
function longestOf(response: WireResponse): number {
  try {
    const days = rowsOf(response, 'conversionAction').flatMap((one) => {
      const read = action.safeParse(one).data?.conversionAction
      return [Number(read?.clickThroughLookbackWindowDays ?? 0), Number(read?.viewThroughLookbackWindowDays ?? 0)]
    })
    return Math.min(longest, Math.max(0, ...days.filter(Number.isSafeInteger)))
  } catch {
    return 0
  }
}
