import { wireText } from '#ingest/exchange/wire-response.ts'
import { httpError } from '#shared/errors-http.ts'
import type { Json } from '#shared/state/state.ts'
import { datesBetween } from '#shared/time/dates.ts'
import type { Ask, Io, WireResponse } from '../../source.ts'
import { cutShort, end, failed, jobIn, memo, place, readyLog, tooLargeDay, unheard } from './log-job.ts'
import { drop, pathOf, tooMuch } from './log-steps.ts'
import type { Log } from './log-wire.ts'
import type { Settings } from './settings.ts'

/** Of all parts together: days are settled in memory, which takes eight times as much, so more of them at once are split. */
const mostBytes = 48 << 20
/** Of one day, which can't be split: about 400,000 visits. */
const mostDayBytes = 128 << 20

/** The five steps: evaluate, create, poll, download part by part, clean. Each may be the last one of a process. */
export async function* pullLog(io: Io<Settings>, ask: Ask<Settings>): AsyncGenerator<WireResponse> {
  const landed = ask.next === end ? jobIn(ask) : undefined
  if (landed) return drop(io, { request_id: landed.id, status: 'processed' })
  const log = await readyLog(io, ask)
  await splitLarge(io, ask, log)
  const parts = partsOf(io, log)
  const from = place.safeParse(ask.next).data ?? { part: 0, piece: 0 }
  const bytes = (ask.next !== null && memo.safeParse(ask.memo).data?.bytes) || io.settings.page_bytes
  for (let part = from.part; part < parts.length; part++) {
    const { part_number, size } = parts[part]!
    const path = pathOf(io.settings, `logrequest/${log.request_id}/part/${part_number}/download`)
    const skip = part === from.part ? from.piece : 0
    for await (const { response, piece, isLast } of piecesOf(io, { path, skip, bytes, size })) {
      const next = isLast ? (part + 1 < parts.length ? { part: part + 1, piece: 0 } : end) : { part, piece: piece + 1 }
      await io.remember({ id: log.request_id, since: log.since, next, bytes })
      yield response
    }
  }
  await drop(io, log)
}

/** Where the page that has just come in leads to. */
export const nextOf = (ask: Ask<Settings>): Json => memo.safeParse(ask.memo).data?.next ?? null

function partsOf(io: Io<Settings>, { parts }: Log): NonNullable<Log['parts']> {
  // Without the list nobody can tell an empty log from one that would erase the days.
  if (!parts) throw unheard(io)
  const sorted = parts.toSorted((a, b) => Number(a.part_number) - Number(b.part_number))
  // The days are replaced by what the parts hold: one that is missing would take its visits with it.
  const first = Number(sorted[0]?.part_number)
  if (sorted.some(({ part_number }, i) => Number(part_number) !== first + i)) throw failed(io, 'part?', 'RESTART')
  return sorted
}

async function splitLarge(io: Io<Settings>, ask: Ask<Settings>, log: Log): Promise<void> {
  const bytes = (log.parts ?? []).reduce((sum, { size }) => sum + (Number(size) || 0), 0)
  const isDay = datesBetween(ask.slice.from, ask.slice.to).length === 1
  if (bytes <= (isDay ? mostDayBytes : mostBytes) || ask.next !== null) return
  await drop(io, log)
  if (isDay) throw tooLargeDay(io)
  throw httpError('SplitSlice', { who: io.connection.name, code: 'LOG_TOO_LARGE', what: tooMuch })
}

interface Part {
  readonly path: string
  readonly skip: number
  readonly bytes: number
  /** As Metrika says; null: it doesn't. */
  readonly size: string | null
}

interface Piece {
  readonly response: WireResponse
  readonly piece: number
  readonly isLast: boolean
}

/** Pieces of a part, each under the part's header. One is read ahead, to know the last. */
async function* piecesOf(io: Io<Settings>, { path, skip, bytes, size }: Part): AsyncGenerator<Piece> {
  let received = 0
  let header = ''
  let held: Omit<Piece, 'isLast'> | undefined
  let piece = 0
  // From the first piece on, though it may be known: the header stands in it.
  for await (const response of io.sendInPieces({ method: 'GET', path }, { bytes })) {
    received += Buffer.byteLength(response.text)
    if (piece === 0) header = response.text.slice(0, response.text.indexOf('\n') + 1)
    if (held && held.piece >= skip) yield { ...held, isLast: false }
    const text = piece === 0 ? response.text : header + response.text
    held = { response: wireText(text, response.status, response.headers), piece }
    piece++
  }
  // A part without so much as a header is one of nothing, if Metrika says so.
  if (received === 0 && size !== '0') throw cutShort(io)
  // One sign alone may mean nothing: how Metrika counts the size is not documented.
  if (received < (Number(size) || 0) && !held?.response.text.endsWith('\n')) throw cutShort(io)
  if (held && held.piece >= skip) yield { ...held, isLast: true }
}
