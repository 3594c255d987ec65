import { createSign } from 'node:crypto'
import * as z from 'zod'
import { FixConfig } from '#shared/errors.ts'
import type { HttpRequest } from '#shared/http/http.ts'
import { say } from '#shared/i18n/text.ts'
import type { Auth } from './auth.ts'
import { bearer } from './auth.ts'

const serviceAccount = z.object({ client_email: z.string(), private_key: z.string(), token_uri: z.url().optional() })
const user = z.object({
  client_id: z.string(),
  client_secret: z.string(),
  refresh_token: z.string(),
  token_uri: z.url().optional(),
})
const keyFile = z.union([serviceAccount, user])
const answer = z.object({ access_token: z.string(), expires_in: z.union([z.string(), z.number()]).optional() })

const tokenUri = 'https://oauth2.googleapis.com/token'
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/**
 * The JSON file that Google gives, in the secret `key`: a service account's key, which signs a request for an access
 * token of an hour, or a user's OAuth grant (client_id, client_secret, refresh_token), which does not rotate.
 */
export const googleKey = (scope: string): Auth => ({
  kind: 'token',
  grant: 'key',
  rotates: false,
  request(connection, secrets, now) {
    const key = keyOf(secrets.key ?? '', connection.name)
    return 'private_key' in key ? signed(key, scope, now) : refreshing(key)
  },
  read(response) {
    const read = answer.safeParse(response.json())
    return read.success ? { access: read.data.access_token, expiresIn: read.data.expires_in } : undefined
  },
  sign: bearer,
})

function signed(key: z.output<typeof serviceAccount>, scope: string, now: number): HttpRequest {
  const url = key.token_uri ?? tokenUri
  const seconds = Math.floor(now / 1000)
  const claims = { iss: key.client_email, scope, aud: url, iat: seconds, exp: seconds + 3600 }
  const unsigned = `${base64url({ alg: 'RS256', typ: 'JWT' })}.${base64url(claims)}`
  const signature = createSign('RSA-SHA256').update(unsigned).sign(key.private_key, 'base64url')
  return form(url, {
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: `${unsigned}.${signature}`,
  })
}

const refreshing = ({ token_uri = tokenUri, client_id, client_secret, refresh_token }: z.output<typeof user>) =>
  form(token_uri, { grant_type: 'refresh_token', client_id, client_secret, refresh_token })

const form = (url: string, fields: Record<string, string>): HttpRequest => ({
  method: 'POST',
  url,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
})

function keyOf(text: string, who: string): z.output<typeof keyFile> {
  try {
    return keyFile.parse(JSON.parse(text))
  } catch {
    throw new FixConfig({
      who,
      code: 'BAD_KEY',
      what: say('Ключ Google не читается.', "Google's key can't be read."),
      hint: say(
        'Положите в секрет весь файл JSON: ключ сервисного аккаунта или client_id, client_secret и refresh_token.',
        'Put the whole JSON file into the secret: a service account key, or client_id, client_secret and refresh_token.',
      ),
    })
  }
}
