import { gzipSync } from 'node:zlib'
import { makeUnit, type UnitOrder } from './make-unit.ts'
import { type RawPiece, rawBytes, rawGzip } from './raw-text.ts'

/** What a thread can do: it takes nothing but plain data and touches neither the lake nor state. */
export type Job =
  | { readonly kind: 'unit'; readonly order: UnitOrder }
  | { readonly kind: 'raw'; readonly pieces: readonly RawPiece[] }

export function doJob(job: Job) {
  return job.kind === 'unit' ? makeUnit(job.order) : gzipSync(rawBytes(job.pieces), rawGzip)
}
