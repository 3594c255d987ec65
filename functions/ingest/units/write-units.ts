import { Unavailable } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { keys, undatedMonth } from '#shared/names.ts'
import { sha256, type UnitFacts } from '../raw/manifest.ts'
import { doneOnThread } from '../threads/thread.ts'
import type { CodedUnit } from './canonical.ts'
import { codedUnit } from './coded-unit.ts'
import { type MadeUnit, makeUnit, type UnitOrder } from './make-unit.ts'
import { mergeVersions } from './merge.ts'
import { type Unit, undated } from './unit.ts'

interface Place {
  readonly source: string
  readonly account: string
  readonly connection: string
}

export const unitKey = (
  { source, account, connection }: Place,
  { record, day }: Pick<Unit, 'record' | 'day'>,
): string =>
  keys.records(record, source, day === undated ? undatedMonth : day.slice(0, 7), `${connection}.${account}.${day}`)

export interface UnitWriter {
  readonly lake: Lake
  readonly place: Place
  /** Epoch ms that the rows get as pulled_at. */
  readonly pulledAt: number
  readonly dryRun: boolean
  /** There are so many rows that threads help. */
  readonly threads: boolean
  /** Throws when a later run has begun. */
  check(): Promise<void>
}

/** Writes the unit unless the same rows stand there already. */
export async function writeUnit(
  writer: UnitWriter,
  unit: Unit,
  before: UnitFacts | undefined,
): Promise<{ readonly facts: UnitFacts; readonly written: boolean }> {
  const { pulledAt, dryRun } = writer
  mergeVersions(unit)
  const { record, day, rows } = unit
  const coded = codedUnit(unit)
  const amounts = amountsOf(coded)
  const key = unitKey(writer.place, unit)
  const standing = before?.key === key ? before : undefined
  const order = { unit: coded, pulledAt, standing: standing?.hash, dryRun }
  // The values live on in the order: a large import would else stand in memory twice.
  unit.columns.length = 0
  unit.parts.length = 0
  const { hash, copies, bytes } = await made(order, writer.threads)
  if (standing?.hash === hash) return { facts: standing, written: false }
  const etag = bytes ? await replace(writer, key, bytes, standing?.etag) : ''
  return { facts: { record, day, key, hash, rows, copies, amounts, etag }, written: true }
}

/** A thread's memory is limited: units as large as only a file without dates makes are made here. */
const mostRowsOfThread = 100_000

async function made(order: UnitOrder, threads: boolean): Promise<MadeUnit> {
  const elsewhere =
    threads && order.unit.rows <= mostRowsOfThread ? await doneOnThread<MadeUnit>({ kind: 'unit', order }) : undefined
  return elsewhere ?? makeUnit(order)
}

const tries = 3

/** What a killed run left in the place is replaced; what a later run wrote is not. */
async function replace(writer: UnitWriter, key: string, bytes: Uint8Array, etag: string | undefined): Promise<string> {
  let expected = etag
  for (let i = 0; i < tries; i++) {
    const put = await writer.lake.put(key, bytes, expected === undefined ? 'absent' : { etag: expected })
    if (put.done) return put.etag
    if (put.etag === sha256(bytes)) return put.etag
    await writer.check()
    expected = put.etag
  }
  throw new Unavailable({
    code: 'CONTENDED',
    what: say(`Кто-то ещё пишет в ${key}.`, `Somebody else is writing to ${key}.`),
    hint: say('Запустите ещё раз.', 'Run it again.'),
  })
}

const moneyColumn: Readonly<Record<string, string>> = { spend: 'cost_micros', payment: 'amount_micros' }

function amountsOf({ record, names, columns, rows }: CodedUnit): Record<string, string> {
  const money = columns[names.indexOf(moneyColumn[record] ?? '')]
  const currency = columns[names.indexOf('currency')]
  if (!money || !currency) return {}
  const sums = currency.distinct.map(() => exactSum())
  for (let i = 0; i < rows; i++) {
    const [amount, name] = [money.codes[i]!, currency.codes[i]!]
    if (amount > 0 && name > 0) sums[name - 1]!.add(money.distinct[amount - 1] as number | bigint)
  }
  const named = currency.distinct.map((name, i) => [String(name), String(sums[i]!.total())] as const)
  return Object.fromEntries(named.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Adds numbers as numbers for as long as their sum is exact. */
function exactSum() {
  let whole = 0n
  let part = 0
  return {
    add(value: number | bigint) {
      if (typeof value === 'bigint') whole += value
      else if (Number.isSafeInteger(part + value)) part += value
      else {
        whole += BigInt(part)
        part = value
      }
    },
    total: () => whole + BigInt(part),
  }
}
