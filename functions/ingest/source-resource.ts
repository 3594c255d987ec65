import type * as z from 'zod'
import type { Text } from '#shared/i18n/text.ts'
import type { JsonInside } from '#shared/json/read.ts'
import type { PersonalKind } from '#shared/people/keys.ts'
import type { RecordName } from '#shared/records/index.ts'
import type { Value } from '#shared/records/record.ts'
import type { Json } from '#shared/state/state.ts'
import type { Hint } from './door/door-definition.ts'
import type { Mapped } from './mapping/mapped.ts'
import type { SourceConnection } from './source-connection.ts'
import type { PieceOptions, Request, WireResponse } from './source-wire.ts'

/** Facts that `setup` found: time zone, currency, … They are landed with each page, so that a replay knows them. */
export type Facts = { readonly [key: string]: Json }

/** One of several things a resource is asked for one by one: a client login, a counter, a customer. */
export interface Item {
  /** Also part of object names: letters, digits, `_` and `-` only. */
  readonly id: string
  readonly facts?: Facts
  /** Why it can't be read this time, found out while the items were listed: the others are read all the same. */
  readonly refused?: Error
}

/** Days (both included) of the source's zone; or the range of a cursor, `from` included; or ids named by a webhook. */
export interface Slice {
  readonly from: string
  readonly to: string
  readonly ids?: readonly string[]
}

/** What one request is about. */
export interface Ask<S> {
  readonly settings: S
  readonly connection: SourceConnection
  readonly facts: Facts
  readonly item: Item
  readonly slice: Slice
  /** Where the last page said that it goes on; null: the first page. */
  readonly next: Json
  /** What `io.remember` kept for this slice; null: nothing. */
  readonly memo: Json
}

/** The way to the system: quotas, token, errors, retries and deadline are seen to. */
export interface Io<S> {
  readonly settings: S
  readonly connection: SourceConnection
  readonly facts: Facts
  /** Epoch ms. */
  now(): number
  /** Errors: the seven classes; OutOfTime when the deadline comes first. */
  send(request: Request): Promise<WireResponse>
  /** A text of lines that may be larger than memory, as pieces of whole lines: always the same ones. */
  sendInPieces(request: Request, options: PieceOptions): AsyncGenerator<WireResponse>
  wait(ms: number): Promise<void>
  /** Ids of the rows that this connection has brought and whose newest version is wanted, in the order of text. */
  known(record: RecordName, isWanted: (row: Readonly<Record<string, Value>>) => boolean): Promise<readonly string[]>
  /** Keeps a fact of this slice over a restart, before going on: an id of a job at the other side. */
  remember(memo: Json): Promise<void>
}

export interface PageRead {
  /** As they stand in the answer; each is checked by the resource's `row`. */
  readonly rows: readonly unknown[]
  /** Where the next page begins; null or absent: this was the last. */
  readonly next?: Json
  /** How many rows the whole slice has, where the answer says so: fewer in the end is an error. */
  readonly total?: number
  /** The place that this page has reached, for `by: id`. */
  readonly cursor?: string
  /** The same answer may stand for several questions: that there is nothing. */
  readonly mayRepeat?: boolean
  /** What a reader of the numbers must know: sampled, thresholded, `(other)`. */
  readonly warnings?: readonly Text[]
  /** What a queue of changes names as worth reading soon, as a webhook would. */
  readonly hints?: readonly Hint[]
}

/** The system could not be asked what it has corrected: what it would have said is asked for again in the next run. */
export interface Unheard {
  /** Read again from here on in its place. */
  readonly unheardFrom: string
}

/** `days`: restated, a unit per day, replaced whole. `cursor`: versions, newest wins. `whole`: read anew in each run. */
export type Window =
  | {
      readonly kind: 'days'
      /** Days before today that are pulled again in every run. */
      readonly trailing: number
      /** Most days of one request. */
      readonly slice: number
      /** How many days back the system answers at all. */
      readonly history?: number
    }
  | {
      readonly kind: 'cursor'
      /** `time`: ISO instants, with an overlap; `id`: whatever the page gives as its last. */
      readonly by: 'time' | 'id'
      readonly overlapMs?: number
      /** A long pull is settled every so many pages, and its cursor with it: rows come in the order of the cursor. */
      readonly settleEvery?: number
      /** They come in another order: the cursor moves only with the last of them. */
      readonly isUnordered?: boolean
    }
  | { readonly kind: 'whole' }

/** A value that must not reach the lake as it stands. Paths: `a.b`, `*` any one key or index, `**` any depth. */
export interface PersonalRule {
  readonly at: string
  readonly as: PersonalKind | 'drop' | 'url'
  /** Only where the object that holds it is such. */
  readonly when?: (parent: { readonly [key: string]: JsonInside }) => boolean
}

export interface ResourceDefinition<S, R> {
  readonly about: Text
  readonly records: readonly RecordName[]
  readonly window: Window
  /** Default: one item without a name. */
  items?(io: Io<S>): Promise<readonly Item[]>
  /** One page. Not needed with a `pull` of one's own. */
  request?(ask: Ask<S>): Request
  /** Splits an answer into rows. Throwing here means FixContract: the page stays in raw, the cursor does not move. */
  page(response: WireResponse, ask: Ask<S>): PageRead
  /** A row in their words: liberal, unknown fields pass. */
  readonly row: z.ZodType<R>
  /** Into our records; throws BadValue for what can't be read. Nothing: the row is filtered. */
  map(row: R, ask: Ask<S>): Mapped | readonly Mapped[] | undefined
  /** What only all rows together tell: given those of one or more whole days (or of the whole slice), pure. */
  gather?(mapped: readonly Mapped[]): readonly Mapped[]
  readonly personal?: readonly PersonalRule[] | ((text: string) => string)
  /** The row's place on the cursor (ISO instant), for `by: time`. */
  cursorOf?(row: R): string | undefined
  /** An earlier first day than planned: corrections that the system has announced since the last run began (epoch ms). */
  restatedFrom?(io: Io<S>, item: Item, since: number | null): Promise<string | Unheard | undefined>
  /** Webhooks that name these entities make the pull read them by id (as `slice.ids`). */
  readonly hints?: readonly string[]
  /** Where one of these is read, this is read too, though the connection does not name it. */
  readonly along?: readonly string[]
  /** Reading it takes it away at the other side: a trial leaves it alone. */
  readonly isTaken?: boolean
  /** The way out for protocols of several steps: yields answers that `page` can read, in order. */
  pull?(io: Io<S>, ask: Ask<S>): AsyncGenerator<WireResponse>
}

/** A resource as the engine holds it: what is inside its rows and settings is its own matter. */
export type Resource<S = unknown> = ResourceDefinition<S, unknown>

/** For one source's settings: `const resource = resourceOf(settings)`, then `resource({ row, map, … })`. */
export const resourceOf =
  <S>(_: z.ZodType<S>) =>
  <R>(definition: ResourceDefinition<S, R>): Resource<S> =>
    definition as unknown as Resource<S>
