import type { HttpRequest } from '#shared/http/http.ts'
import type { SourceConnection } from '../source-connection.ts'
import type { WireResponse } from '../source-wire.ts'

/** Secrets of a connection by role. */
export type SecretValues = Readonly<Record<string, string>>

export interface Signed {
  readonly headers?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  /** Put before the path: secrets that stand in the URL itself. */
  readonly pathPrefix?: string
}

export interface NewTokens {
  readonly access: string
  /** Seconds, as number or text; absent: an hour. */
  readonly expiresIn?: string | number | null
  /** A new refresh token: the old one is then used up. */
  readonly refresh?: string | null
}

/** How requests are signed. */
export type Auth =
  | { readonly kind: 'none' }
  /** A secret that lives long and can't be refreshed by us. */
  | { readonly kind: 'secret'; sign(secrets: SecretValues): Signed }
  /** An access token that is fetched with what the secrets hold. */
  | {
      readonly kind: 'token'
      /** The role of the secret that names the grant and, where tokens rotate, is replaced by the new refresh token. */
      readonly grant: string
      /** Each refresh uses up the refresh token. */
      readonly rotates: boolean
      request(connection: SourceConnection, secrets: SecretValues, now: number): HttpRequest
      /** undefined: the answer is a refusal. */
      read(response: WireResponse): NewTokens | undefined
      sign(access: string): Signed
    }

export const bearer = (access: string): Signed => ({ headers: { authorization: `Bearer ${access}` } })
