import * as z from 'zod'
import * as wire from '#ingest/mapping/wire.ts'
import { httpError } from '#shared/errors-http.ts'
import { say } from '#shared/i18n/text.ts'
import { currencyCode } from '#shared/numbers/currency.ts'
import { defineSource, type Facts, type Io } from '../../source.ts'
import { longLived, oauth } from './auth.ts'
import { classify } from './classify.ts'
import { leadFields, lossReasons, pipelines, users } from './dictionaries.ts'
import { door } from './door.ts'
import { events } from './events.ts'
import { leads } from './leads.ts'
import { notes } from './notes.ts'
import { companies, contacts } from './people.ts'
import { scan } from './scan.ts'
import { accountRequest, hostOf, oauthSettings, type Settings, settings } from './settings.ts'
import { bag } from './shapes.ts'
import { tasks } from './tasks.ts'
import { unsorted } from './unsorted.ts'

const account = z.looseObject({
  id: wire.id,
  currency: wire.text.optional(),
  subdomain: wire.text.optional(),
  _embedded: bag(z.looseObject({ datetime_settings: bag(z.looseObject({ timezone: wire.text.optional() })) })),
})

/** Errors: FixContract where the account does not say what money it counts in: deals without a currency would stay so. */
async function setup(io: Io<Settings>): Promise<Facts> {
  const read = account.safeParse((await io.send(accountRequest)).json())
  const said = read.data?.currency ?? ''
  const currency = io.settings.currency ?? (currencyCode(said) || said)
  if (!read.success || !currency) throw noAccount(io.connection.name)
  return { currency, time_zone: read.data._embedded?.datetime_settings?.timezone ?? 'Europe/Moscow' }
}

const noAccount = (who: string) =>
  httpError('FixContract', {
    who,
    code: 'NO_ACCOUNT',
    what: say('amoCRM не сказала, что это за аккаунт.', 'amoCRM has not said what account this is.'),
    hint: say(
      'Запустите ещё раз; если не поможет, впишите currency в settings.',
      'Run it again; if that does not help, write currency under settings.',
    ),
  })

const common = {
  docs: {
    api: 'https://www.amocrm.ru/developers/content/crm_platform/api-reference',
    webhooks: 'https://www.amocrm.ru/developers/content/crm_platform/webhooks-format',
  },
  client: {
    baseUrl: hostOf,
    headers: () => ({ accept: 'application/json' }),
    // Seven a second end in a ban when they go on; the account as a whole has 50.
    quotas: [{ per: 'account' as const, rate: 5, perMs: 1000, burst: 5 }],
  },
  account: say(
    'Поддомен: то, что стоит в адресе перед .amocrm.ru или .kommo.com',
    'The subdomain, which stands before .amocrm.ru or .kommo.com in the address',
  ),
  setup,
  classify,
  // Dictionaries first, and the log late: what it deletes must be known by then. What is left over the scan finds.
  resources: {
    ...{ pipelines, users, loss_reasons: lossReasons, lead_fields: leadFields },
    ...{ companies, contacts, unsorted, leads, notes, tasks, events, scan },
  },
  door,
}

const hookAbout = say(
  'Вебхуки включаются секретом hook: он же последняя часть адреса.',
  'Webhooks are switched on by the secret hook, which is also the last part of their address.',
)

/** amoCRM and Kommo by OAuth: the refresh token works once and is replaced at each refresh. */
export const amocrm = defineSource({
  ...common,
  name: 'amocrm',
  about: say(
    `amoCRM и Kommo, интеграция с OAuth. ${hookAbout.ru}`,
    `amoCRM and Kommo, an OAuth integration. ${hookAbout.en}`,
  ),
  settings: oauthSettings,
  secrets: {
    refresh: say(
      'refresh-токен (одноразовый, Concord сам его заменяет)',
      'the refresh token (works once; Concord replaces it)',
    ),
    client_secret: say('секретный ключ интеграции', "the integration's secret key"),
  },
  auth: oauth,
})

/** The same with a long-lived token of a private integration. */
export const amocrmToken = defineSource({
  ...common,
  name: 'amocrm_token',
  about: say(
    `amoCRM и Kommo, долгосрочный токен частной интеграции. ${hookAbout.ru}`,
    `amoCRM and Kommo, a private integration's long-lived token. ${hookAbout.en}`,
  ),
  settings,
  secrets: {
    token: say(
      'долгосрочный токен (до 5 лет, сам не обновляется)',
      'the long-lived token (up to 5 years, nobody can refresh it)',
    ),
  },
  auth: longLived,
})
