import * as z from 'zod'
import { sumByKey } from '#ingest/mapping/gather.ts'
import { to } from '#ingest/mapping/mapped.ts'
import * as wire from '#ingest/mapping/wire.ts'
import { httpError } from '#shared/errors-http.ts'
import { say } from '#shared/i18n/text.ts'
import { googleKey } from '../../auth/google.ts'
import { defineSource, type Facts, type Io, resourceOf } from '../../source.ts'
import { classify, easeOff } from './errors.ts'
import { keyEvents } from './key-events.ts'
import { pageOf, report, requestOf, runReport } from './report.ts'

const settings = z.strictObject({
  property: z.coerce
    .string()
    .regex(/^\d+$/)
    .meta({
      about: say(
        'Номер ресурса GA4 (только цифры; не G-XXXX): Администратор → Сведения о ресурсе',
        'GA4 property id (digits only, not G-XXXX): Admin → Property details',
      ),
    }),
  page_size: z
    .int()
    .min(1)
    .max(250_000)
    .default(100_000)
    .meta({ about: say('Строк в одном запросе', 'Rows of one request') }),
})
type Settings = z.output<typeof settings>
const resource = resourceOf(settings)

const text = wire.text.optional()

/** Google's words for "nothing". */
const known = (value: string | null | undefined) =>
  value && !/^\((not set|data not available)\)$/.test(value) ? value : null

/** What has no campaign is called by its medium. */
const campaignOf = (value: string | null | undefined) =>
  /^\((organic|direct|referral|none)\)$/.test(value ?? '') ? null : known(value)

/** Shared credit is fractional; it stands exactly in the resource of key events. */
const whole = (count: number | null) => (Number.isSafeInteger(count) ? count : null)

/** Source and medium apart, or as the one column that many reports have. */
function sourceOf(given: {
  readonly sessionSource?: string | null
  readonly sessionMedium?: string | null
  readonly sessionSourceMedium?: string | null
}) {
  const [source, medium] = given.sessionSourceMedium?.split(' / ') ?? []
  return { utm_source: known(given.sessionSource ?? source), utm_medium: known(given.sessionMedium ?? medium) }
}

/** Google Analytics 4, Data API: sessions by day and source; key events with the credit that the property gives. */
export const ga4 = defineSource<Settings>({
  name: 'ga4',
  about: say('Google Analytics 4: посещения и ключевые события', 'Google Analytics 4: sessions and key events'),
  docs: {
    api: 'https://developers.google.com/analytics/devguides/reporting/data/v1/rest/v1beta/properties/runReport',
    quotas: 'https://developers.google.com/analytics/devguides/reporting/data/v1/quotas',
  },
  settings,
  secrets: {
    key: say(
      'файл JSON целиком: ключ сервисного аккаунта с ролью «Читатель» в ресурсе, или client_id, client_secret и refresh_token',
      'a whole JSON file: the key of a service account that is a Viewer of the property, or client_id, client_secret and refresh_token',
    ),
  },
  auth: googleKey('https://www.googleapis.com/auth/analytics.readonly'),
  client: {
    baseUrl: 'https://analyticsdata.googleapis.com/v1beta',
    quotas: [{ per: 'account', rate: 10, perMs: 1000 }],
  },
  setup,
  zone: (facts) => String(facts.time_zone ?? 'UTC'),
  owner: ({ property }) => property,
  classify,
  easeOff,
  resources: {
    traffic: resource({
      about: say('Посещения по источникам', 'Sessions by source'),
      records: ['traffic'],
      window: { kind: 'days', trailing: 4, slice: 7 },
      request: requestOf({
        dimensions: ['date', 'sessionSource', 'sessionMedium', 'sessionCampaignName'],
        metrics: ['sessions', 'totalUsers', 'keyEvents'],
      }),
      page: pageOf('sessions'),
      row: z.object({
        ...{
          date: z.string(),
          sessions: wire.text,
          totalUsers: text,
          activeUsers: text,
          keyEvents: text,
          conversions: text,
        },
        ...{ sessionSource: text, sessionMedium: text, sessionSourceMedium: text, sessionCampaignName: text },
        ...{ sessionManualAdContent: text, sessionManualTerm: text, sessionDefaultChannelGroup: text },
      }),
      map: (given) =>
        to('traffic', {
          date: wire.day('date', given.date) ?? undefined,
          channel_hint: known(given.sessionDefaultChannelGroup),
          ...sourceOf(given),
          utm_campaign: campaignOf(given.sessionCampaignName),
          utm_content: known(given.sessionManualAdContent),
          utm_term: known(given.sessionManualTerm),
          sessions: wire.int('sessions', given.sessions),
          users: wire.int('users', given.totalUsers ?? given.activeUsers),
          key_events: whole(wire.double('key_events', given.keyEvents ?? given.conversions)),
        }),
      // Several of Google's words for nothing become the same null.
      gather: sumByKey,
    }),
    key_events: resource(keyEvents),
  },
})

/** Zone and currency of the property stand in any report's metadata, also in that of an empty one. */
async function setup(io: Io<Settings>): Promise<Facts> {
  const body = {
    dateRanges: [{ startDate: 'yesterday', endDate: 'yesterday' }],
    metrics: [{ name: 'sessions' }],
    limit: '1',
  }
  const read = report.safeParse((await io.send(runReport(io.settings, body))).json())
  if (!read.success) {
    throw httpError('FixContract', {
      who: io.connection.name,
      code: 'SHAPE',
      what: say('Ответ GA4 не той формы, что обещает документация.', "GA4's answer is not of the promised shape."),
      hint: say('Проверьте base_url соединения.', "Check the connection's base_url."),
    })
  }
  const { timeZone, currencyCode } = read.data.metadata ?? {}
  return { time_zone: timeZone ?? 'UTC', currency: currencyCode ?? null }
}
