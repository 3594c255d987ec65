import { say } from '#shared/i18n/text.ts'
import type { Ask, Io, PageRead, WireResponse } from '../../source.ts'
import { readEnvelope } from './envelope.ts'
import { hintOf } from './events.ts'
import { post } from './lists.ts'
import { resource, type Settings } from './settings.ts'
import { idIn, rowOf, wireRow } from './wire-row.ts'

const most = 50
const mostRounds = 200

/**
 * The queue holds one entry per changed object, and reading it deletes it unless told not to. So: reserve under a process id
 * (`clear: 0`), land, confirm. A portal without that feature answers no process id, and has let go of what it gave.
 */
async function* readQueue(io: Io<Settings>, { next, memo }: Ask<Settings>): AsyncGenerator<WireResponse> {
  if (typeof next === 'string') await confirm(io, next)
  let reserved = typeof memo === 'string' && memo !== next ? memo : undefined
  const seen = new Set<string>()
  for (let round = 0; round < mostRounds; round++) {
    const response = await io.send(
      post('event.offline.get', { clear: 0, limit: most, ...(reserved ? { process_id: reserved } : {}) }),
    )
    const { rows, process } = readQueuePage(response)
    const ids = rows.map((row) => idIn(row) ?? '')
    // What comes again was kept there for good: it has been taken already.
    if (rows.length > 0 && ids.every((id) => seen.has(id))) return
    for (const id of ids) seen.add(id)
    if (process) await io.remember(process)
    yield response
    if (process && rows.length > 0) await confirm(io, process)
    if (rows.length < most) return
    reserved = undefined
  }
}

const confirm = (io: Io<Settings>, process_id: string) => io.send(post('event.offline.clear', { process_id }))

function readQueuePage(response: WireResponse) {
  const { rows } = readEnvelope(response)
  const json = response.json() as { readonly result?: { readonly process_id?: unknown } } | undefined
  const id = json?.result?.process_id
  return { rows, process: typeof id === 'string' && id !== '' ? id : undefined }
}

/** A process id that is the page's `next`: on resuming, the page is in and only the confirmation may be missing. */
function page(response: WireResponse): PageRead {
  const { rows, process } = readQueuePage(response)
  const hints = rows.flatMap((row) => hintIn(row) ?? [])
  return { rows, hints, next: process && rows.length > 0 ? process : null }
}

function hintIn(given: unknown) {
  const read = wireRow.safeParse(given)
  if (!read.success) return undefined
  const data = read.data.raw('EVENT_DATA')
  const fields = isObject(data) ? rowOf(data as never).raw('FIELDS') : undefined
  if (!isObject(fields)) return undefined
  const type = rowOf(fields as never).text('ENTITY_TYPE_ID') ?? ''
  return hintOf({ event: read.data.text('EVENT_NAME') ?? '', id: idIn(fields) ?? '', type })
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)

export const offline = resource({
  about: say('Offline-события: что изменилось или удалено', 'Offline events: what was changed or deleted'),
  records: ['lead', 'deal', 'contact'],
  window: { kind: 'cursor', by: 'id' },
  items: async ({ settings }) => ('offline' in settings && settings.offline === true ? [{ id: 'queue' }] : []),
  pull: readQueue,
  isTaken: true,
  page,
  row: wireRow,
  // Its rows are no records: they say what to read.
  map: () => undefined,
})
