import type { SourceConnection } from '../source-connection.ts'

/** One fact that a webhook names: which entity, by id, is worth reading soon. */
export interface Hint {
  readonly entity: string
  readonly id: string
  /** The vendor's word for what has happened. */
  readonly event: string
  /** Epoch ms as the vendor says; undefined: it doesn't. */
  readonly at?: number
}

/** A webhook after parsing: bracketed names are flat keys, `leads[add][0][id]`. */
export type DoorFields = ReadonlyMap<string, string>

export interface DoorDefinition {
  /** The role of the secret that proves the sender. */
  readonly secret: string
  /** `url`: the last part of the path; `field`: a field of the body; else a signature over the raw bytes. */
  readonly proof:
    | { readonly kind: 'url' }
    | { readonly kind: 'field'; readonly name: string }
    | {
        readonly kind: 'hmac'
        readonly header: string
        readonly encoding: 'hex' | 'base64'
        /** Header with unix time (seconds or ms), signed before the body. */
        readonly timestamp?: string
      }
  /** Further facts that must hold: the account's id. False: refused like a wrong secret. */
  isOurs?(fields: DoorFields, connection: Pick<SourceConnection, 'account' | 'base_url'>): boolean
  hints(fields: DoorFields): readonly Hint[]
}
