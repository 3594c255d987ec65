import * as z from 'zod'
import { FixContractError, httpError } from '#shared/errors-http.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { Json } from '#shared/state/state.ts'
import { addHints } from '../door/hints.ts'
import { guardBody } from '../exchange/guard.ts'
import { wireText } from '../exchange/wire-response.ts'
import type { PullRuntime } from '../outside.ts'
import { canonicalJson, sha256 } from '../raw/manifest.ts'
import type { Ask, Io, Item, PageRead, Resource, Source, WireResponse } from '../source.ts'
import type { SourceConnection } from '../source-connection.ts'
import { headersToKeep, landPage, type PageHead, readPage } from './pages.ts'
import type { OpenSlice, ProgressStore } from './progress.ts'
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
  /** The company's key for phones and e-mails. */
  readonly key: Uint8Array
  /** Pages that this process has read already, by raw key. */
  readonly cache: Map<string, PageRead>
  /** Throws OutOfTime after the deadline, Unavailable when stopped. */
  pause(): void
}

const mostEmpty = 10
/** Rows; a longer slice is read from raw again. */
const mostCached = 50_000

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

/** Lands the pages of the open slice that are still missing. `afterPage` may settle what is there. */
export async function pullPages(run: SliceRun, afterPage: () => Promise<void>): Promise<void> {
  const { resource, progress, io } = run
  const open = () => progress.now.open!
  let empty = 0
  const take = async (response: WireResponse): Promise<Json> => {
    const read = await takePage(run, response)
    empty = read.rows.length === 0 ? empty + 1 : 0
    if (empty > mostEmpty)
      throw broken(run, 'EMPTY_PAGES', say('Пустые страницы без конца.', 'Empty pages without an end.'))
    await afterPage()
    return read.next ?? null
  }
  if (resource.pull) {
    for await (const response of resource.pull(io, askOf(run, open()))) {
      await take(response)
      run.pause()
    }
  } else {
    for (
      let first = open().next === null && open().pages.length + open().offset === 0;
      first || open().next !== null;
      first = false
    ) {
      await take(await io.send(resource.request!(askOf(run, open()))))
      if (open().next !== null) run.pause()
    }
  }
  await progress.save({ open: { ...open(), complete: true } })
}

/** Raw first; then the page is read, and where to go on is kept. */
async function takePage(run: SliceRun, response: WireResponse): Promise<PageRead> {
  const { rt, progress, connection, tally, name } = run
  const open = progress.now.open!
  const original = sha256(response.text)
  const guarded = guardBody(response.text, { personal: run.resource.personal, region: connection.region, key: run.key })
  const head: PageHead = {
    concord_raw: 2,
    connection: connection.name,
    resource: name,
    item: run.item,
    slice: open.slice,
    page: open.offset + open.pages.length,
    next: open.next,
    memo: open.memo,
    facts: run.io.facts,
    status: response.status,
    headers: headersToKeep(response.headers),
    pulled_at: open.startedAt,
    sha256: original,
    bytes: response.text.length,
    kept: guarded !== undefined,
  }
  const text = guarded ?? ''
  const key = await landPage(rt.lake, connection, { head, text })
  if (guarded === undefined)
    throw broken(run, 'UNREADABLE', say('Ответ не читается.', 'The answer can not be read.'), key)
  const read = readOf(run, head, text, key)
  const next = read.next ?? null
  if (next !== null && canonicalJson(next) === canonicalJson(open.next)) {
    throw broken(run, 'CURSOR_STUCK', say('Страницы не движутся вперёд.', 'The cursor did not move.'), key)
  }
  if (read.rows.length > 0 && open.pages.some((page) => page.key.endsWith(`-${original.slice(0, 12)}.jsonl.gz`))) {
    throw again(run, 'PAGE_REPEATED')
  }
  if (rowsIn(run.cache) < mostCached) run.cache.set(key, read)
  if (read.hints?.length) await addHints(rt.state, connection.name, read.hints, rt.clock.now())
  await progress.save({ open: { ...open, pages: [...open.pages, { key, next: open.next }], next } })
  tally.landed(read.rows.length)
  const what = run.item.id ? `${run.name}/${run.item.id}` : run.name
  rt.progress.step(`pull ${connection.name} ${what}`, tally.received, undefined, 'rows')
  return read
}

const rowsIn = (cache: SliceRun['cache']) => [...cache.values()].reduce((sum, { rows }) => sum + rows.length, 0)

/** A landed page, read as it was when it came in. */
export async function landedPage(run: SliceRun, key: string): Promise<PageRead> {
  const cached = run.cache.get(key)
  if (cached) return cached
  const { head, text } = await readPage(run.rt.lake, key)
  return readOf(run, head, text, key)
}

function readOf(run: SliceRun, head: PageHead, text: string, key: string): PageRead {
  try {
    return run.resource.page(wireText(text, head.status, head.headers), { ...askOf(run, head), facts: head.facts })
  } catch (error) {
    if (error instanceof FixContractError) throw error
    throw broken(run, 'SHAPE', shapeless(error), key)
  }
}

/** Names of fields only: what stands in them may be anybody's. */
function shapeless(error: unknown): Text {
  const path = error instanceof z.ZodError ? (error.issues[0]?.path ?? []) : []
  const names = path.filter((part) => typeof part === 'number' || /^[A-Za-z_]{1,40}$/.test(String(part)))
  const place = names.length > 0 ? ` (${names.map(String).join('.')})` : ''
  return say(
    `Ответ не той формы, что обещает документация${place}.`,
    `The answer is not of the promised shape${place}.`,
  )
}

function broken({ connection, name, tally }: SliceRun, code: string, what: Text, where?: string) {
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
