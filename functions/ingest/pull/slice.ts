import { say } from '#shared/i18n/text.ts'
import { addHints } from '../door/hints.ts'
import { guarded } from '../exchange/guard.ts'
import { canonicalJson, sha256 } from '../raw/manifest.ts'
import type { PageRead, WireResponse } from '../source.ts'
import { pageRows } from './page-rows.ts'
import { headersToKeep, landPage, type PageHead } from './pages.ts'
import type { OpenSlice } from './progress.ts'
import { readOf } from './read-page.ts'
import { again, askOf, broken, type SliceRun } from './slice-run.ts'

const mostEmpty = 10

/** Lands the pages of the open slice that are still missing. `afterPage` may settle what is there. */
export async function pullPages(run: SliceRun, afterPage: () => Promise<void>): Promise<void> {
  const { progress } = run
  try {
    await landAll(run, afterPage)
  } catch (error) {
    await progress.keep()
    throw error
  }
  await progress.save({ open: { ...progress.now.open!, complete: true } })
}

async function landAll(run: SliceRun, afterPage: () => Promise<void>): Promise<void> {
  const { resource, progress, io } = run
  const open = () => progress.now.open!
  let empty = 0
  const take = async (response: WireResponse): Promise<void> => {
    const read = await takePage(run, response)
    empty = read.rows.length === 0 ? empty + 1 : 0
    if (empty > mostEmpty)
      throw broken(run, 'EMPTY_PAGES', say('Пустые страницы без конца.', 'Empty pages without an end.'))
    await afterPage()
  }
  if (resource.pull) {
    for await (const response of resource.pull(io, askOf(run, open()))) {
      await take(response)
      run.pause()
    }
    return
  }
  for (
    let first = open().next === null && open().pages.length + open().offset === 0;
    first || open().next !== null;
    first = false
  ) {
    await take(await io.send(resource.request!(askOf(run, open()))))
    if (open().next !== null) run.pause()
  }
}

/** A note holds all pages: of very many only every so many-th is written; those after it would be landed again. */
const isDue = ({ pages }: OpenSlice) => pages.length % Math.max(1, pages.length >> 5) === 0

/** Raw first; then the page is read, and where to go on is kept. */
async function takePage(run: SliceRun, response: WireResponse): Promise<PageRead> {
  const { rt, progress, connection, tally, name } = run
  const open = progress.now.open!
  const original = sha256(response.text)
  const kept = guarded(response.text, { personal: run.resource.personal, region: connection.region, key: run.key })
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
    kept: kept !== undefined,
  }
  const text = kept?.text ?? ''
  const key = await landPage(rt.lake, connection, { head, text })
  if (kept === undefined) throw broken(run, 'UNREADABLE', say('Ответ не читается.', 'The answer can not be read.'), key)
  // What was parsed once is not parsed again.
  const { json } = kept
  const parsed = json !== undefined ? { json: () => json } : text === response.text ? response : undefined
  const read = readOf(run, head, { text, parsed }, key)
  const next = read.next ?? null
  if (next !== null && canonicalJson(next) === canonicalJson(open.next)) {
    throw broken(run, 'CURSOR_STUCK', say('Страницы не движутся вперёд.', 'The cursor did not move.'), key)
  }
  const isRepeated = run.isLanded(open.pages, original)
  if (isRepeated && read.rows.length > 0 && !read.mayRepeat) throw again(run, 'PAGE_REPEATED')
  run.cache.set(key, pageRows(run, read, open, key))
  if (read.hints?.length) await addHints(rt.state, connection.name, read.hints, rt.clock.now())
  const after = { ...open, pages: [...open.pages, { key, next: open.next }], next }
  // A protocol of several steps may let go of what it gave: that must not be forgotten.
  await (run.resource.pull ? progress.save({ open: after }) : progress.note({ open: after }, isDue(after)))
  tally.landed(read.rows.length)
  const what = run.item.id ? `${run.name}/${run.item.id}` : run.name
  rt.progress.step(`pull ${connection.name} ${what}`, tally.received - run.receivedBefore, undefined, 'rows')
  return read
}
