import type { Lake } from '#shared/lake/lake.ts'
import { decodeTable, type Row } from '#shared/parquet/read.ts'
import { recordColumns } from '#shared/parquet/write.ts'
import { type RecordName, records } from '#shared/records/index.ts'
import type { LivedRow } from '#test/platforms/lives/lived.ts'

interface Shape {
  /** Rows that say the same here are one. */
  readonly by: readonly string[]
  readonly sums: readonly string[]
}

const shapes: Partial<Record<RecordName, Shape>> = {
  spend: { by: ['currency', 'vat_included', 'campaign_id'], sums: ['cost_micros', 'clicks', 'impressions'] },
  ad_conversion: { by: ['campaign_id', 'goal', 'model'], sums: ['conversions', 'value_micros'] },
  traffic: {
    by: ['channel_hint', 'utm_source', 'utm_medium', 'utm_campaign'],
    sums: ['sessions', 'users', 'key_events'],
  },
  dictionary: { by: ['kind', 'id', 'name'], sums: ['rows'] },
  visit: { by: ['visit_id', 'started_at', 'channel_hint', 'utm_source', 'utm_campaign', 'client_id'], sums: ['rows'] },
  visit_goal: { by: ['visit_id', 'goal', 'reached_at', 'currency'], sums: ['rows', 'value_micros'] },
}

export const isCompared = (record: RecordName): boolean => shapes[record] !== undefined

/** Whole thousandths: conversions are fractions. */
const thousandths = (value: unknown): bigint =>
  typeof value === 'bigint' ? value * 1000n : BigInt(Math.round(Number(value ?? 0) * 1000))

/** What the rows of a day come to, whatever their order and grain; nothing but zeros is nothing. */
export function textOf(record: RecordName, rows: readonly LivedRow[]): string {
  const { by, sums } = shapes[record]!
  const groups = new Map<string, bigint[]>()
  for (const row of rows) {
    const name = JSON.stringify(by.map((column) => row[column] ?? null))
    const standing = groups.get(name) ?? sums.map(() => 0n)
    groups.set(
      name,
      sums.map((column, i) => standing[i]! + (column === 'rows' ? 1000n : thousandths(row[column]))),
    )
  }
  return [...groups]
    .filter(([, numbers]) => numbers.some((one) => one !== 0n))
    .map(([name, numbers]) => `${name} ${numbers.join(' ')}`)
    .sort()
    .join('\n')
}

const decoded = new Map<string, readonly Row[]>()

async function rowsIn(lake: Lake, key: string, record: RecordName): Promise<readonly Row[]> {
  const { etag } = (await lake.head(key))!
  const name = `${key} ${etag}`
  const rows = decoded.get(name) ?? (await decodeTable((await lake.get(key))!.bytes, recordColumns(records[record])))
  if (decoded.size > 20_000) decoded.clear()
  decoded.set(name, rows)
  return rows
}

/** All rows of the lake that are compared, by `<record> <account> <day>`. */
export async function placesIn(lake: Lake): Promise<ReadonlyMap<string, readonly Row[]>> {
  const found = new Map<string, Row[]>()
  for (const { key } of await lake.list('records/')) {
    const record = key.split('/')[1] as RecordName
    if (!isCompared(record)) continue
    const [day] = /\d{4}-\d\d-\d\d(?=\.parquet$)/.exec(key) ?? ['']
    for (const row of await rowsIn(lake, key, record)) {
      const place = `${record} ${row.account} ${row.date ?? day}`
      const rows = found.get(place) ?? []
      rows.push(row)
      found.set(place, rows)
    }
  }
  return found
}
