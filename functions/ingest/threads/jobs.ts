import { type ReadOrder, type ReadPiece, readPiece } from '../files/read-piece.ts'
import { packed } from '../raw/pack.ts'
import { type RawPiece, rawBytes } from '../raw/raw-text.ts'
import { makeUnit, type UnitOrder } from '../units/make-unit.ts'

/** What a thread can do: it takes nothing but plain data and touches neither the lake nor state. */
export type Job =
  | { readonly kind: 'unit'; readonly order: UnitOrder }
  | { readonly kind: 'raw'; readonly pieces: readonly RawPiece[] }
  | { readonly kind: 'piece'; readonly order: ReadOrder }

export function doJob(job: Job) {
  if (job.kind === 'unit') return makeUnit(job.order)
  return job.kind === 'piece' ? readPiece(job.order) : packed(rawBytes(job.pieces))
}

/** The memory of an answer that may be handed over instead of copied. */
export function heldBy(answer: ReturnType<typeof doJob>): ArrayBuffer[] {
  return 'batches' in answer ? buffersOf(answer) : []
}

function buffersOf({ member, batches }: ReadPiece): ArrayBuffer[] {
  const arrays = batches.flatMap(({ columns, days }) => [
    ...columns.map(({ codes }) => codes),
    ...days.map(({ rows }) => rows),
  ])
  const all = [...arrays, ...(member ? [member] : [])].map(({ buffer }) => buffer as ArrayBuffer)
  return [...new Set(all)]
}
