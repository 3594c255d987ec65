import { httpError } from '#shared/errors-http.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { PullRuntime } from '../outside.ts'
import type { Ask, Io, Item, Resource, Source } from '../source.ts'
import type { SourceConnection } from '../source-connection.ts'
import type { landedBefore } from './landed.ts'
import type { OpenSlice, ProgressStore } from './progress.ts'
import type { NearRows } from './recent.ts'
import type { PageRows } from './rows.ts'
import type { Tally } from './tally.ts'

/** Everything that pulling one resource (of one item) needs. */
export interface SliceRun {
  readonly rt: PullRuntime
  readonly source: Source
  readonly connection: SourceConnection
  readonly name: string
  readonly resource: Resource
  readonly item: Item
  readonly io: Io<unknown>
  readonly progress: ProgressStore
  readonly tally: Tally
  /** Rows of the items before this one, which the tally counts too. */
  readonly receivedBefore: number
  /** See UnitWriter. */
  readonly remake: boolean
  /** The company's key for phones and e-mails. */
  readonly key: Uint8Array
  /** Pages that this process has read already, by raw key: when the slice is settled, all of its rows stand in memory anyway. */
  readonly cache: Map<string, PageRows>
  readonly near: NearRows
  /** Whether an answer of this hash stands among these pages. */
  readonly isLanded: ReturnType<typeof landedBefore>
  /** Throws OutOfTime after the deadline, Unavailable when stopped. */
  pause(): void
}

export const askOf = (
  run: SliceRun,
  { slice, next, memo }: Pick<OpenSlice, 'slice' | 'next' | 'memo'>,
): Ask<unknown> => ({
  settings: run.connection.settings,
  connection: run.connection,
  facts: run.io.facts,
  item: run.item,
  slice,
  next,
  memo,
})

/** The page is of no use: it stays in raw, the cursor does not move. */
export function broken({ connection, name, tally }: SliceRun, code: string, what: Text, where?: string) {
  tally.lostPage()
  return httpError('FixContract', {
    who: `${connection.name}.${name}`,
    code,
    what,
    where,
    hint: say('Покажите это разработчикам: ответ лежит в raw.', 'Show it to the developers: the answer is in raw.'),
  })
}

/** What moved under our feet: the slice is begun again. */
export const again = ({ connection, name }: Pick<SliceRun, 'connection' | 'name'>, why: string) =>
  httpError('RetryWithBackoff', {
    who: `${connection.name}.${name}`,
    code: 'RESTART',
    what: say(`Страницы сдвинулись (${why}): читаем заново.`, `The pages have moved (${why}): reading them again.`),
  })
