import * as z from 'zod'
import { say } from '#shared/i18n/text.ts'
import { resourceOf } from '../../source.ts'
import type { SourceConnection } from '../../source-connection.ts'

const host = z
  .string()
  .transform((text) => text.replace(/^https?:\/\//i, '').replace(/\/.*$/, ''))
  .pipe(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]*(:\d+)?$/))

const common = {
  portal: host.meta({ about: say('Адрес портала: company.bitrix24.ru', 'The portal: company.bitrix24.com') }),
  items: z
    .array(z.strictObject({ type: z.int().min(1), as: z.enum(['lead', 'deal', 'payment']) }))
    .default([])
    .meta({
      about: say(
        'Смарт-процессы и счета: entityTypeId и чем его считать (31 — счета; 2 как lead — сделки портала, где нет лидов)',
        'Smart processes and invoices: entityTypeId and what it counts as (31: invoices; 2 as lead: deals of a portal without leads)',
      ),
    }),
  scan_days: z
    .int()
    .min(1)
    .max(60)
    .default(7)
    .meta({ about: say('Раз во сколько дней искать удалённое', 'Every how many days to look for what was deleted') }),
}

export const settings = z.strictObject(common)

export const appSettings = z.strictObject({
  ...common,
  oauth_url: z
    .url()
    .default('https://oauth.bitrix24.tech/oauth/token/')
    .meta({ about: say('Сервер авторизации', 'The authorisation server') }),
  offline: z
    .boolean()
    .default(false)
    .meta({ about: say('Читать очередь offline-событий', 'Read the queue of offline events') }),
})

export type Settings = z.output<typeof settings>

export const resource = resourceOf(settings)

export const settingsOf = (connection: Pick<SourceConnection, 'settings'>): Settings => connection.settings as Settings
