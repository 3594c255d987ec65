import { say } from '#shared/i18n/text.ts'
import { bearer } from '../../auth/auth.ts'
import { defineSource } from '../../source.ts'
import { campaigns } from './campaigns.ts'
import { conversions } from './conversions.ts'
import { classify } from './errors.ts'
import { type Settings, settings } from './settings.ts'
import { spend } from './spend.ts'

/** Yandex Direct: reports by day, with the queue they stand in; conversions by goal; campaigns. */
export const yandexDirect = defineSource<Settings>({
  name: 'yandex_direct',
  about: say(
    'Яндекс Директ: расход, конверсии по целям, кампании',
    'Yandex Direct: spend, conversions by goal, campaigns',
  ),
  docs: { api: 'https://yandex.ru/dev/direct/doc/ru/', reports: 'https://yandex.ru/dev/direct/doc/ru/reports' },
  settings,
  secrets: {
    token: say(
      'токен OAuth с правом direct:api (oauth.yandex.ru; заявка приложения одобрена в Директе)',
      "an OAuth token with direct:api (oauth.yandex.ru; the application's request is approved in Direct)",
    ),
  },
  auth: { kind: 'secret', sign: ({ token = '' }) => bearer(token) },
  client: {
    baseUrl: ({ settings: given }) =>
      (given as Settings).sandbox ? 'https://api-sandbox.direct.yandex.com' : 'https://api.direct.yandex.com',
    headers: () => ({ 'accept-language': 'en', 'content-type': 'application/json; charset=utf-8' }),
    quotas: [{ per: 'account', rate: 20, perMs: 10_000, path: /\/reports$/ }],
    // A report that is made while we wait takes its time.
    timeoutMs: 180_000,
  },
  // Landed beside each page: what its amounts mean stays known when the settings change.
  setup: async ({ settings: { include_vat, report } }) => ({ include_vat, money_in_micros: report.micros }),
  zone: (_, { time_zone }) => time_zone,
  owner: (_settings, { facts }) => facts?.client as string | undefined,
  classify,
  resources: { spend, conversions, campaigns },
})
