import * as z from 'zod'
import { httpError } from '#shared/errors-http.ts'
import { say } from '#shared/i18n/text.ts'
import type { RecordName } from '#shared/records/index.ts'
import type { Value } from '#shared/records/record.ts'
import type { Json } from '#shared/state/state.ts'
import type { Ask, Io, Item, PageRead, Request, WireResponse } from '../../source.ts'

const dayMs = 86_400_000
/** So long after a deletion a bin may still give it back. */
const binMs = 90 * dayMs
/** Questions of one run; the next run goes on with the next ids. */
const mostBatches = 200
/** So many at once, and most of those asked for: a right was taken away rather than so much deleted. */
const leastDoubtful = 25
/** A cursor that is no id: the day on which the last of the ids was looked for. */
const done = 'done:'

/** Where a scan stands: the last id that was looked for, and those that the first answer lacked. */
interface Place {
  readonly after: string
  readonly doubted: readonly string[]
  /** How many batches this run may still ask for. */
  readonly left: number
}

/** Landed beside the answer, which says nothing without its question. */
interface Question extends Place {
  readonly ids: readonly string[]
  /** Those of them that were found gone before: they may have been restored, or a right given back. */
  readonly lost?: readonly string[]
}

interface Scanned<S> {
  /** Of which record the ids are. */
  record(item: Item): RecordName
  /** Whether the system would name this row if it were asked for, were it not deleted. */
  isListed(io: Io<S>, item: Item): (row: Row) => boolean
  /** How many ids one request may name. */
  atOnce(settings: S): number
  request(ids: readonly string[], item: Item): Request
  /** Those of them that are there. Errors: anything but an answer to this question. */
  alive(response: WireResponse, ids: readonly string[], item: Item): ReadonlySet<string>
  /** The system itself says of these that they are deleted, so any number of them is believed. */
  isTold?(item: Item): boolean
}

type Row = Readonly<Record<string, Value>>

export const scannedRow = z.object({ gone: z.array(z.string()), back: z.array(z.string()).default([]) })

/**
 * What a system has lost without telling: the ids that we know are asked for, every `scan_days`, so many in a run. Only who
 * is missing in two answers is gone, and who is named again is back.
 */
export function scanOf<S extends { readonly scan_days: number }>(scanned: Scanned<S>) {
  const read = (response: WireResponse, question: Question, item: Item) => {
    const { ids, doubted, after, left, lost = [] } = question
    const alive = scanned.alive(response, ids, item)
    const believed = ids.filter((id) => !lost.includes(id))
    const missing = believed.filter((id) => !alive.has(id))
    const isMost = missing.length >= leastDoubtful && missing.length * 2 > believed.length
    if (doubted.length === 0 && isMost && !scanned.isTold?.(item)) throw notBelieved(missing.length, believed.length)
    const isSure = doubted.length > 0
    return {
      // Nothing there, or nothing told: the same empty answer.
      mayRepeat: alive.size === 0 || scanned.isTold?.(item) === true,
      gone: isSure ? missing : [],
      back: lost.filter((id) => alive.has(id)),
      place: { after, left, doubted: isSure ? [] : missing },
    }
  }
  return {
    window: { kind: 'cursor', by: 'id' } as const,
    row: scannedRow,
    async *pull(io: Io<S>, { slice, next, item }: Ask<S>): AsyncGenerator<WireResponse> {
      if (next === null && !isDue(io, slice.from)) return
      const begun = { after: slice.from.startsWith(done) ? '' : slice.from, doubted: [], left: mostBatches }
      let place: Place = (next as unknown as Place | null) ?? begun
      const known = await knownTo(io, scanned, item)
      for (;;) {
        const question = nextQuestion(place, known, scanned.atOnce(io.settings), io.now())
        if (!question) return
        await io.remember(question as unknown as Json)
        const response = await io.send(scanned.request(question.ids, item))
        yield response
        place = read(response, question, item).place
      }
    },
    page(response: WireResponse, { memo, item }: Ask<S>): PageRead {
      if (memo === null) return { rows: [] }
      const { gone, back, mayRepeat, place } = read(response, memo as unknown as Question, item)
      // A doubt is settled by the next page, which has to follow: until then the cursor stays.
      const cursor = place.doubted.length > 0 ? undefined : place.after
      return { rows: [{ gone, back }], next: place as unknown as Json, cursor, mayRepeat }
    },
  }
}

interface Known {
  /** In the order of text, those that were found gone not long ago among them. */
  readonly ids: readonly string[]
  readonly lost: ReadonlySet<string>
}

async function knownTo<S>(io: Io<S>, { record, isListed }: Scanned<S>, item: Item): Promise<Known> {
  const isOurs = isListed(io, item)
  const standing = await io.known(record(item), (row) => row.deleted !== true && isOurs(row))
  const oldest = io.now() - binMs
  const lost = await io.known(
    record(item),
    (row) => row.deleted === true && Number(row.pulled_at) > oldest && isOurs(row),
  )
  return { ids: [...standing, ...lost].sort((a, b) => (a < b ? -1 : 1)), lost: new Set(lost) }
}

const notBelieved = (missing: number, asked: number) =>
  httpError('FixContract', {
    code: 'SCAN_NOT_BELIEVED',
    what: say(
      `Система не назвала ${missing} из ${asked} записей, которые мы от неё знаем. Так бывает, когда у интеграции отобрали права; удалёнными они не считаются.`,
      `The system did not name ${missing} of ${asked} rows that we know from it. That happens when the integration has lost a right; they don't count as deleted.`,
    ),
    hint: say(
      'Проверьте права интеграции в CRM. Если записи правда удалены: concord forget <подключение>, затем concord sync',
      'Check the rights of the integration in the CRM. If the rows really were deleted: concord forget <connection>, then concord sync',
    ),
  })

function nextQuestion(
  { after: before, doubted, left }: Place,
  { ids: known, lost }: Known,
  atOnce: number,
  now: number,
): Question | undefined {
  if (doubted.length > 0) return { ids: doubted, doubted, after: before, left }
  const rest = before.startsWith(done) || left === 0 ? [] : known.filter((id) => id > before)
  if (rest.length === 0) return undefined
  const ids = rest.slice(0, atOnce)
  const isLast = ids.length === rest.length
  const day = new Date(now).toISOString().slice(0, 10)
  const after = isLast ? done + day : ids.at(-1)!
  return { ids, doubted: [], lost: ids.filter((id) => lost.has(id)), after, left: left - 1 }
}

const isDue = <S extends { readonly scan_days: number }>(io: Io<S>, cursor: string) =>
  !cursor.startsWith(done) || io.now() - Date.parse(cursor.slice(done.length)) >= io.settings.scan_days * dayMs
