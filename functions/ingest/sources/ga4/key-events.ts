import * as z from 'zod'
import { sumByKey } from '#ingest/mapping/gather.ts'
import { to } from '#ingest/mapping/mapped.ts'
import * as wire from '#ingest/mapping/wire.ts'
import { say } from '#shared/i18n/text.ts'
import { pageOf, requestOf } from './report.ts'

const text = wire.text.optional()

/** `(organic)`, `(direct)`, `(not set)`: not a campaign. */
const named = (value: string | null | undefined) => (value && !/^\(.*\)$/.test(value) ? value : null)

const row = z.object({
  ...{ date: z.string(), eventName: text, keyEvents: text, conversions: text },
  ...{ campaignId: text, campaignName: text, defaultChannelGroup: text },
  ...{ totalRevenue: text, purchaseRevenue: text },
})

/**
 * Key events as the property's attribution credits them. Credit moves back for weeks, hence apart from the sessions. What
 * has no campaign stands under its channel.
 */
export const keyEvents = {
  about: say('Ключевые события по каналам и кампаниям', 'Key events by channel and campaign'),
  records: ['ad_conversion'],
  window: { kind: 'days', trailing: 30, slice: 30 },
  request: requestOf({
    dimensions: ['date', 'eventName', 'defaultChannelGroup', 'campaignId', 'campaignName'],
    metrics: ['keyEvents', 'totalRevenue'],
    above0: 'keyEvents',
  }),
  page: pageOf('eventName'),
  row,
  map(given: z.output<typeof row>) {
    const name = named(given.campaignName)
    const place = named(given.campaignId) ?? name ?? given.defaultChannelGroup
    const conversions = wire.double('conversions', given.keyEvents ?? given.conversions)
    if (conversions === 0) return undefined
    return to('ad_conversion', {
      date: wire.day('date', given.date) ?? undefined,
      campaign_id: place,
      campaign_name: name ?? given.defaultChannelGroup,
      goal: given.eventName,
      model: 'property',
      conversions,
      value_micros: wire.money('value_micros', given.totalRevenue ?? given.purchaseRevenue),
    })
  },
  gather: sumByKey,
} as const
