import { say } from '#shared/i18n/text.ts'
import { defineSource } from '../../source.ts'
import { classify } from './classify.ts'
import { type Settings, settings } from './settings.ts'
import { traffic } from './traffic.ts'
import { visits } from './visits.ts'
import { zoneFacts } from './zone.ts'

const dayMs = 86_400_000

/** Yandex Metrika: visits one by one from the Logs API; sums from the Reporting API where there are no logs. */
export const yandexMetrika = defineSource<Settings>({
  name: 'yandex_metrika',
  about: say('Яндекс Метрика: визиты, метки, цели', 'Yandex Metrika: visits, tags, goals'),
  docs: {
    logs: 'https://yandex.ru/dev/metrika/ru/logs/',
    reports: 'https://yandex.ru/dev/metrika/ru/stat/',
    quotas: 'https://yandex.ru/dev/metrika/ru/intro/quotas',
  },
  settings,
  secrets: {
    token: say(
      'OAuth-токен Яндекса с правами metrika:read и metrika:write (второе — чтобы готовить и удалять логи)',
      'Yandex OAuth token with metrika:read and metrika:write (the latter to prepare and clean logs)',
    ),
  },
  auth: { kind: 'secret', sign: ({ token }) => ({ headers: { authorization: `OAuth ${token}` } }) },
  client: {
    baseUrl: 'https://api-metrika.yandex.net',
    quotas: [
      { per: 'host', rate: 10, perMs: 1000, path: /logrequest/ },
      { per: 'host', rate: 30, perMs: 1000 },
      { per: 'account', rate: 5000, perMs: dayMs, burst: 500 },
      // 200 in any five minutes.
      { per: 'account', rate: 150, perMs: 300_000, burst: 50, path: /^stat\// },
    ],
  },
  setup: zoneFacts,
  zone: ({ time_zone }) => String(time_zone),
  owner: ({ counter }) => counter,
  classify,
  resources: { visits, traffic },
})
