import type { Reply } from './serve.ts'

/** What a refresh token is exchanged for; the company has one grant for all of Google. */
export const grant = (token: string): Reply => ({
  body: { access_token: `access-${token}`, expires_in: 3600, token_type: 'Bearer' },
})

export const bearerOf = (token: string): string => `Bearer access-${token}`

/** The contents of the file that Google gives to an application. */
export const keyFile = (token: string, tokenUri: string): string =>
  JSON.stringify({ client_id: 'demo', client_secret: token, refresh_token: token, token_uri: tokenUri })
