import { say } from '#shared/i18n/text.ts'
import type { Json } from '#shared/state/state.ts'
import { addHints } from '../door/hints.ts'
import { guardBody } from '../exchange/guard.ts'
import { canonicalJson, sha256 } from '../raw/manifest.ts'
import type { PageRead, WireResponse } from '../source.ts'
import { headersToKeep, landPage, type PageHead } from './pages.ts'
import { readOf } from './read-page.ts'
import { again, askOf, broken, type SliceRun } from './slice-run.ts'

const mostEmpty = 10
/** Rows; a longer slice is read from raw again. */
const mostCached = 50_000

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
  // Where nothing personal was taken out, what was parsed once is read again.
  const parsed = text === response.text ? response : undefined
  const read = readOf(run, head, { text, parsed }, key)
  const next = read.next ?? null
  if (next !== null && canonicalJson(next) === canonicalJson(open.next)) {
    throw broken(run, 'CURSOR_STUCK', say('Страницы не движутся вперёд.', 'The cursor did not move.'), key)
  }
  if (
    read.rows.length > 0 &&
    !read.mayRepeat &&
    open.pages.some((page) => page.key.includes(`-${original.slice(0, 12)}.`))
  ) {
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
