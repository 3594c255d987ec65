import { Unavailable } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { keys, undatedMonth } from '#shared/names.ts'
import { codedOf } from '#shared/parquet/coded.ts'
import { decodeTable } from '#shared/parquet/read.ts'
import { recordColumns } from '#shared/parquet/write.ts'
import { type RecordName, records } from '#shared/records/index.ts'
import type { Value } from '#shared/records/record.ts'
import { sha256, type UnitFacts } from '../raw/manifest.ts'
import type { SourceConnection } from '../source-connection.ts'
import type { CodedUnit } from '../units/canonical.ts'
import { makeUnit } from '../units/make-unit.ts'
import { dayOf } from '../units/unit.ts'

export type Row = Readonly<Record<string, Value>>

export interface UnitWriter {
  readonly lake: Lake
  readonly connection: SourceConnection
  /** Epoch ms that the rows get as pulled_at. */
  readonly pulledAt: number
  /** Throws when a later run has begun. */
  check(): Promise<void>
  /** Rows that stand already are written again, as read now: another mapping has taken their place in between. */
  readonly remake?: boolean
}

export interface UnitPlace {
  readonly record: RecordName
  /** YYYY-MM of the facts. */
  readonly month: string
  /** The part of the object's name after connection and account. */
  readonly unit: string
}

export interface WrittenUnit {
  readonly facts: UnitFacts
  readonly written: boolean
}

/** The month under which a row stands: of its fact in UTC. */
export function monthOf(record: RecordName, row: Row): string {
  const dated = records[record].dated
  const value = dated === null ? null : row[dated]
  return value === null || value === undefined ? undatedMonth : dayOf(value).slice(0, 7)
}

export const keyOf = ({ connection }: UnitWriter, { record, month, unit }: UnitPlace) =>
  keys.records(record, connection.source, month, `${connection.name}.${connection.account}.${unit}`)

/** Restating: what stands is replaced whole, and only when the rows differ. `merge`: rows of other keys stay. */
export async function replaceUnit(
  writer: UnitWriter,
  place: UnitPlace,
  rows: readonly Row[],
  { merge = false } = {},
): Promise<WrittenUnit> {
  const key = keyOf(writer, place)
  const stored = await writer.lake.get(key)
  const before = stored && (await decodeTable(stored.bytes, recordColumns(records[place.record])))
  const all = merge && before ? merged(place.record, before as readonly Row[], rows) : rows
  const standing = before && makeUnit(order(place, before as readonly Row[], writer.pulledAt, true)).hash
  const made = makeUnit({ ...order(place, all, writer.pulledAt, false), standing })
  const facts = factsOf(place, key, made, all)
  if (!made.bytes) return { facts: { ...facts, etag: stored?.etag ?? '' }, written: false }
  // After the reading: a run that was overtaken before it is told so here, one that is overtaken later loses by the etag.
  if (stored) await writer.check()
  return { facts: { ...facts, etag: await put(writer, key, made.bytes, stored?.etag) }, written: true }
}

export function order({ record, unit }: UnitPlace, rows: readonly Row[], pulledAt: number, dryRun: boolean) {
  const columns = Object.entries(records[record].columns).filter(([name]) => name !== 'pulled_at')
  const coded: CodedUnit = {
    record,
    day: unit,
    names: columns.map(([name]) => name),
    kinds: columns.map(([, { kind }]) => kind),
    columns: columns.map(([name]) => codedOf(rows.map((row) => row[name] ?? null))),
    rows: rows.length,
  }
  return { unit: coded, pulledAt, standing: undefined, dryRun }
}

function merged(record: RecordName, before: readonly Row[], rows: readonly Row[]): readonly Row[] {
  const nameOf = (row: Row) => JSON.stringify(records[record].key.map((name) => String(row[name])))
  const fresh = new Set(rows.map(nameOf))
  return [...rows, ...before.filter((row) => !fresh.has(nameOf(row)))]
}

const tries = 3

/** What a killed run left there is replaced; what a later run wrote is not. */
export async function put(
  writer: UnitWriter,
  key: string,
  bytes: Uint8Array,
  etag: string | undefined,
): Promise<string> {
  let expected = etag
  for (let i = 0; i < tries; i++) {
    const answer = await writer.lake.put(key, bytes, expected === undefined ? 'absent' : { etag: expected })
    if (answer.done) return answer.etag
    if (answer.etag === sha256(bytes)) return answer.etag
    await writer.check()
    expected = answer.etag
  }
  throw new Unavailable({
    code: 'CONTENDED',
    what: say(`Кто-то ещё пишет в ${key}.`, `Somebody else is writing to ${key}.`),
    hint: say('Запустите ещё раз.', 'Run it again.'),
  })
}

const moneyColumn: Readonly<Record<string, string>> = { spend: 'cost_micros', payment: 'amount_micros' }

export function factsOf(
  { record, unit }: UnitPlace,
  key: string,
  { hash, copies }: { hash: string; copies: number },
  rows: readonly Row[],
): Omit<UnitFacts, 'etag'> {
  const sums = new Map<string, bigint>()
  const column = moneyColumn[record]
  if (column) {
    for (const row of rows) {
      const currency = String(row.currency)
      sums.set(currency, (sums.get(currency) ?? 0n) + (row[column] as bigint))
    }
  }
  const amounts = Object.fromEntries(
    [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, sum]) => [name, String(sum)]),
  )
  return { record, day: unit, key, hash, rows: rows.length, copies, amounts }
}
