import type * as z from 'zod'
import type { Text } from '#shared/i18n/text.ts'
import type { Auth } from './auth/auth.ts'
import type { DoorDefinition } from './door/door-definition.ts'
import type { Quota } from './exchange/quota.ts'
import type { SourceConnection } from './source-connection.ts'
import type { Facts, Io, Item, Resource } from './source-resource.ts'
import type { Failure, WireResponse } from './source-wire.ts'

// Whoever writes a connector finds all the words for it here.
export * from './source-resource.ts'
export * from './source-wire.ts'

export interface SourceDefinition<S> {
  readonly name: string
  readonly about: Text
  readonly docs: Readonly<Record<string, string>>
  /** What the connection's YAML says under `settings:`; `concord connect` asks for it, each field `.meta(say(ru, en))`. */
  readonly settings: z.ZodType<S>
  /** Secrets by role; the connection names the secret that plays it. */
  readonly secrets: Readonly<Record<string, Text>>
  /** What `account:` is, for systems that can't do without it. */
  readonly account?: Text
  readonly auth: Auth
  readonly client: {
    readonly baseUrl: string | ((connection: SourceConnection) => string)
    /** Further hosts that absolute paths may name. */
    readonly hosts?: readonly string[]
    headers?(connection: SourceConnection, settings: S): Readonly<Record<string, string>>
    readonly quotas: readonly Quota[]
    readonly timeoutMs?: number
    readonly maxBytes?: number
  }
  setup?(io: Io<S>): Promise<Facts>
  /** Whose days the source speaks of, or this item of it; default UTC. */
  zone?(facts: Facts, settings: S, item: Item): string
  /** Whose numbers they are, as the system calls them: nobody's are read by two connections. undefined: it isn't told. */
  owner?(settings: S, item: Item): string | undefined
  /** undefined: the answer is good, or its HTTP status says all there is to say. */
  classify(response: WireResponse): Failure | undefined
  /** A good answer that says that the budget is nearly spent: nobody asks again for so long. */
  easeOff?(response: WireResponse): { readonly code: string; readonly waitMs: number } | undefined
  readonly resources: Readonly<Record<string, Resource<S>>>
  readonly door?: DoorDefinition
}

/** A source as the engine holds it. */
export type Source = SourceDefinition<unknown>

export const defineSource = <S>(definition: SourceDefinition<S>): Source => definition as unknown as Source
