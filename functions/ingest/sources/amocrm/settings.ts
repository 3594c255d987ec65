import * as z from 'zod'
import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Facts, Request } from '../../source.ts'
import { resourceOf } from '../../source.ts'
import type { SourceConnection } from '../../source-connection.ts'

const activityKind = z.enum(['call', 'message', 'mail', 'meeting'])

/** What a connection to amoCRM may say of itself; `account:` is the subdomain. */
export const settings = z.strictObject({
  domain: z
    .enum(['amocrm.ru', 'amocrm.com', 'kommo.com', 'api-b.amocrm.ru'])
    .default('amocrm.ru')
    .meta({
      about: say(
        'Домен аккаунта: amocrm.ru, amocrm.com или kommo.com',
        "The account's domain: amocrm.ru, amocrm.com or kommo.com",
      ),
    }),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional()
    .meta({ about: say('Валюта, если не та, что в аккаунте', "Currency, if not the account's own") }),
  task_types: z
    .record(z.string().regex(/^\d+$/), activityKind)
    .default({ '1': 'call', '2': 'meeting' })
    .meta({
      about: say(
        'Какие выполненные задачи считать действием: тип задачи → call, message, mail или meeting',
        'Which completed tasks count as an activity: task type → call, message, mail or meeting',
      ),
    }),
  chats: z
    .boolean()
    .default(true)
    .meta({ about: say('Считать сообщения чатов действиями', 'Count chat messages as activities') }),
  verdict_from: z
    .enum(['lead', 'events'])
    .default('lead')
    .meta({
      about: say(
        'Откуда время вердикта: lead — поле verdict_at или дата лида, events — журнал изменений поля',
        'Where the time of a verdict is from: lead – the field verdict_at or the lead’s date, events – the log of the field',
      ),
    }),
  scan_days: z
    .int()
    .min(1)
    .max(60)
    .default(7)
    .meta({ about: say('Раз во сколько дней искать удалённое', 'Every how many days to look for what was deleted') }),
  page_size: z.int().min(1).max(250).default(250),
  events_page_size: z.int().min(1).max(100).default(100),
})

export const oauthSettings = settings.extend({
  client_id: z
    .string()
    .min(1)
    .meta({ about: say('ID интеграции', 'Integration id') }),
  redirect_uri: z.url().meta({
    about: say(
      'Ссылка для перенаправления, как в настройках интеграции',
      "Redirect URI, as in the integration's settings",
    ),
  }),
})

export type Settings = z.output<typeof settings>
export const resource = resourceOf<Settings>(settings)

/**
 * Where the account lives; tests and sandboxes say it in `base_url`. Errors: FixConfig where nobody said whose account it
 * is: the keys would go to a stranger's.
 */
export function hostOf(connection: SourceConnection): string {
  const { domain } = settings.loose().parse(connection.settings)
  if (domain.startsWith('api-')) return `https://${domain}`
  if (connection.account === unsaid && connection.base_url === undefined) throw noAccount(connection)
  return `https://${connection.account}.${domain}`
}

/** What stands in `account:` when nothing was written there. */
export const unsaid = 'main'

const noAccount = ({ name, path }: SourceConnection) =>
  new FixConfig({
    who: name,
    code: 'NO_ACCOUNT_NAME',
    what: say('Не сказано, чей это аккаунт.', 'It is not said whose account this is.'),
    where: path,
    hint: say(
      'Напишите account: и поддомен — то, что стоит в адресе перед .amocrm.ru',
      'Write account: and the subdomain, which stands before .amocrm.ru or .kommo.com in the address',
    ),
  })

export const accountRequest: Request = { method: 'GET', path: 'api/v4/account', query: { with: 'datetime_settings' } }

export const zoneOf = (facts: Facts): string => String(facts.time_zone ?? 'UTC')
