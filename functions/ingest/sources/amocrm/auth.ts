import * as z from 'zod'
import * as wire from '#ingest/mapping/wire.ts'
import { type Auth, bearer } from '../../auth/auth.ts'
import { hostOf, oauthSettings } from './settings.ts'

const answer = z.looseObject({
  access_token: z.string().min(1),
  refresh_token: wire.text.optional(),
  expires_in: wire.text.optional(),
})

/** Each refresh token works once and lives three months; the answer holds the next one. */
export const oauth: Auth = {
  kind: 'token',
  grant: 'refresh',
  rotates: true,
  request(connection, secrets) {
    const { client_id, redirect_uri } = oauthSettings.parse(connection.settings)
    return {
      method: 'POST',
      url: new URL('/oauth2/access_token', connection.base_url ?? hostOf(connection)).href,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({
        client_id,
        client_secret: secrets.client_secret,
        grant_type: 'refresh_token',
        refresh_token: secrets.refresh,
        redirect_uri,
      }),
    }
  },
  read(response) {
    const read = answer.safeParse(response.json())
    if (!read.success) return undefined
    const { access_token, refresh_token, expires_in } = read.data
    return { access: access_token, refresh: refresh_token, expiresIn: expires_in }
  },
  sign: bearer,
}

/** A private integration's token of up to five years, which nobody can refresh. */
export const longLived: Auth = { kind: 'secret', sign: ({ token = '' }) => bearer(token) }

const claims = z.looseObject({ exp: z.number().positive() })

/** Epoch ms at which a long-lived token (a JWT) runs out; null: it does not say. A person must be told in time. */
export function tokenExpiry(token: string): number | null {
  try {
    const read = claims.safeParse(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')))
    return read.success ? read.data.exp * 1000 : null
  } catch {
    return null
  }
}
