import * as z from 'zod'
import * as wire from '#ingest/mapping/wire.ts'
import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { type Auth, bearer } from '../../auth/auth.ts'
import { appSettings } from './settings.ts'

/** The secret stands in the path itself, so it is put there after everything that may be shown was made. */
export const webhook: Auth = {
  kind: 'secret',
  sign({ webhook: text = '' }) {
    const [, user, secret] = /(?:^|\/rest\/)(\d+)\/([A-Za-z0-9_-]+)\/?[\w.]*$/.exec(text.trim()) ?? []
    if (!user || !secret) throw badWebhook()
    return { pathPrefix: `rest/${user}/${secret}` }
  },
}

const answer = z.looseObject({ access_token: z.string().min(1), expires_in: wire.text, refresh_token: wire.text })

export const application: Auth = {
  kind: 'token',
  grant: 'refresh',
  // Each answer brings a new refresh token; whether the old one still works is not promised.
  rotates: true,
  request(connection, { client_id = '', client_secret = '', refresh = '' }) {
    const url = new URL(appSettings.parse(connection.settings).oauth_url)
    const query = { grant_type: 'refresh_token', client_id, client_secret, refresh_token: refresh }
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    return { method: 'GET', url: url.href }
  },
  read(response) {
    const read = answer.safeParse(response.json())
    if (!read.success) return undefined
    return { access: read.data.access_token, expiresIn: read.data.expires_in, refresh: read.data.refresh_token }
  },
  sign: (access) => ({ ...bearer(access), pathPrefix: 'rest' }),
}

const badWebhook = () =>
  new FixConfig({
    who: 'bitrix24',
    code: 'BAD_WEBHOOK',
    what: say('Это не адрес входящего вебхука Битрикс24.', 'This is no address of a Bitrix24 incoming webhook.'),
    hint: say(
      'Скопируйте его целиком: https://портал/rest/1/секрет/',
      'Copy the whole of it: https://portal/rest/1/secret/',
    ),
  })
