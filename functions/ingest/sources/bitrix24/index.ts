import { say } from '#shared/i18n/text.ts'
import type { JsonText } from '#shared/json/read.ts'
import { defineSource, type WireResponse } from '../../source.ts'
import { activities, calls } from './activities.ts'
import { application, webhook } from './auth.ts'
import { classify } from './classify.ts'
import { deletions } from './deletions.ts'
import { pipelines, statuses, users } from './dictionaries.ts'
import { door } from './door.ts'
import { contacts, deals, items, leads } from './entities.ts'
import { readFacts } from './fields.ts'
import { stageHistory } from './history.ts'
import { offline } from './offline.ts'
import { scan } from './scan.ts'
import { appSettings, settings, settingsOf } from './settings.ts'

const docs = {
  api: 'https://apidocs.bitrix24.ru/',
  limits: 'https://apidocs.bitrix24.ru/limits.html',
  events: 'https://apidocs.bitrix24.ru/api-reference/events/',
}

/** Methods get 480 seconds of work in ten minutes. */
const operatingSeconds = 400
const restMs = 60_000

/** Seconds of a hundred and more. */
const isLong = /"operating":\s*"?\d{3}/

interface Timed {
  readonly time?: { readonly operating?: JsonText } | null
  readonly result?: { readonly result_time?: Readonly<Record<string, Timed['time']>> } | null
}

/** Of the request, or of the commands of a batch: each counts for its own method. */
function easeOff(response: WireResponse) {
  // Read only where it may matter.
  if (!isLong.test(response.text)) return undefined
  const { time, result } = (response.json() ?? {}) as Timed
  const spent = [time, ...Object.values(result?.result_time ?? {})].map((one) => Number(one?.operating ?? 0))
  return spent.some((seconds) => seconds > operatingSeconds) ? { code: 'OPERATING', waitMs: restMs } : undefined
}

const common = {
  docs,
  client: {
    baseUrl: (connection: Parameters<typeof settingsOf>[0]) => `https://${settingsOf(connection).portal}`,
    // A leaky bucket for all applications of one address: 2 a second run out of it, 50 fit in.
    quotas: [{ per: 'host' as const, rate: 2, perMs: 1000, burst: 40 }],
    timeoutMs: 90_000,
  },
  setup: readFacts,
  classify,
  easeOff,
  door,
}

// The queue first: what it names is read in the same run. The scan last: it speaks of rows that are in by then.
const resources = {
  ...{ statuses, pipelines, users, leads, deals, contacts, items },
  ...{ stage_history: stageHistory, activities, calls, deletions, scan },
}

const hookAbout = say(
  'События включаются секретом hook: это application_token.',
  'Events are switched on by the secret hook, the application_token.',
)

/** Bitrix24 by an incoming webhook. */
export const bitrix24 = defineSource({
  ...common,
  name: 'bitrix24',
  about: say(`Битрикс24, входящий вебхук. ${hookAbout.ru}`, `Bitrix24, an incoming webhook. ${hookAbout.en}`),
  settings,
  secrets: {
    webhook: say(
      'адрес входящего вебхука целиком (права: crm, telephony, user)',
      'the whole address of the incoming webhook (rights: crm, telephony, user)',
    ),
  },
  auth: webhook,
  resources,
})

/** The same as an application of one's own, which may also read offline events. */
export const bitrix24App = defineSource({
  ...common,
  name: 'bitrix24_app',
  about: say(
    `Битрикс24, локальное приложение (OAuth). ${hookAbout.ru}`,
    `Bitrix24, a local application (OAuth). ${hookAbout.en}`,
  ),
  settings: appSettings,
  secrets: {
    refresh: say('refresh-токен (Concord сам его заменяет)', 'the refresh token (Concord replaces it)'),
    client_id: say('код приложения (client_id)', "the application's client_id"),
    client_secret: say('ключ приложения (client_secret)', "the application's client_secret"),
  },
  auth: application,
  resources: { offline, ...resources },
})
