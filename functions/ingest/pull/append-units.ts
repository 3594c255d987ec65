import { makeUnit } from '../units/make-unit.ts'
import { factsOf, keyOf, order, put, type Row, type UnitPlace, type UnitWriter, type WrittenUnit } from './units.ts'

/**
 * Append: the name tells the contents, so that a repeated batch meets itself. All of it is as new as the newest part: what was
 * changed and changed back must not stand behind what it was in between, nor what a card says apart from what it said with it.
 */
export async function appendUnits(
  writer: UnitWriter,
  batch: readonly (UnitPlace & { readonly rows: readonly Row[] })[],
) {
  const met: Standing[] = []
  for (const { rows, ...place } of batch) met.push(await appendUnit(writer, place, rows))
  if (writer.remake !== true && !met.some(({ isOwn }) => isOwn)) return met.map(({ unit }) => unit)
  const units: WrittenUnit[] = []
  for (const { unit, isOwn, bytes } of met) {
    const { facts } = unit
    const etag = isOwn ? facts.etag : await put(writer, facts.key, bytes, facts.etag)
    units.push({ facts: { ...facts, etag }, written: unit.written || !isOwn })
  }
  return units
}

interface Standing {
  readonly unit: WrittenUnit
  /** It stands as read by this very slice. */
  readonly isOwn: boolean
  readonly bytes: Uint8Array
}

async function appendUnit(writer: UnitWriter, place: UnitPlace, rows: readonly Row[]): Promise<Standing> {
  const made = makeUnit(order(place, rows, writer.pulledAt, false))
  const bytes = made.bytes!
  const key = keyOf(writer, { ...place, unit: `${place.unit}-${made.hash.slice(0, 12)}` })
  const answer = await writer.lake.put(key, bytes, 'absent')
  const unit = { facts: { ...factsOf(place, key, made, rows), etag: answer.etag ?? '' }, written: answer.done }
  return { unit, bytes, isOwn: answer.done || (await stands(writer, key, bytes)) }
}

/** By its bytes: an etag says nothing of them. */
async function stands({ lake }: UnitWriter, key: string, bytes: Uint8Array): Promise<boolean> {
  const standing = await lake.get(key)
  return standing !== undefined && Buffer.compare(standing.bytes, bytes) === 0
}
