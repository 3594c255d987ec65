import { say } from '#shared/i18n/text.ts'
import { googleKey } from '../../auth/google.ts'
import { defineSource } from '../../source.ts'
import { campaigns } from './campaigns.ts'
import { conversions } from './conversions.ts'
import { customersOf } from './customers.ts'
import { classify } from './errors.ts'
import { type Settings, settings } from './settings.ts'
import { spend } from './spend.ts'

/** Google Ads API: cost, conversions and campaigns of all accounts below a manager; days and money are each account's own. */
export const googleAds = defineSource<Settings>({
  name: 'google_ads',
  about: say('Google Ads: расход, конверсии, кампании', 'Google Ads: cost, conversions, campaigns'),
  docs: {
    api: 'https://developers.google.com/google-ads/api/rest/reference/rest/latest/customers.googleAds/searchStream',
    errors: 'https://developers.google.com/google-ads/api/docs/common-errors',
    access: 'https://developers.google.com/google-ads/api/docs/access-levels',
  },
  settings,
  secrets: {
    key: say(
      'файл JSON целиком: client_id, client_secret и refresh_token (доступ adwords) или ключ сервисного аккаунта, добавленного в Google Ads',
      'a whole JSON file: client_id, client_secret and refresh_token (scope adwords), or the key of a service account that was added to Google Ads',
    ),
  },
  auth: googleKey('https://www.googleapis.com/auth/adwords'),
  client: {
    baseUrl: 'https://googleads.googleapis.com',
    quotas: [{ per: 'account', rate: 5, perMs: 1000 }],
    headers: (_, { developer_token }): Record<string, string> =>
      developer_token ? { 'developer-token': developer_token } : {},
  },
  setup: customersOf,
  zone: (_facts, _settings, { facts }) => (typeof facts?.zone === 'string' ? facts.zone : 'UTC'),
  owner: (_settings, { id }) => id,
  classify,
  resources: { spend, conversions, campaigns },
})
