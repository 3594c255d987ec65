import * as z from 'zod'
import * as wire from '#ingest/mapping/wire.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { Ask, PageRead, Request, WireResponse } from '../../source.ts'

const values = wire.list(z.object({ value: wire.text }))
const row = z.object({ dimensionValues: values, metricValues: values })
const headers = wire.list(z.object({ name: z.string() }))
const metadata = z.object({
  currencyCode: wire.text.optional(),
  timeZone: wire.text.optional(),
  subjectToThresholding: z.unknown().optional(),
  dataLossFromOtherRow: z.unknown().optional(),
  samplingMetadatas: z.unknown().optional(),
  schemaRestrictionResponse: z.object({ activeMetricRestrictions: z.unknown().optional() }).nullish(),
})

/** `rows` and `rowCount` are absent from an empty report; `metadata`, `kind` and types from many others. */
export const report = z.object({
  dimensionHeaders: headers,
  metricHeaders: headers,
  rows: wire.list(z.unknown()),
  rowCount: wire.text.optional(),
  metadata: metadata.nullish(),
})

interface Question {
  readonly dimensions: readonly string[]
  readonly metrics: readonly string[]
  /** Only rows in which this metric is above 0. */
  readonly above0?: string
}

interface Settings {
  readonly property: string
  readonly page_size: number
}

export const runReport = ({ property }: Settings, body: object): Request => ({
  method: 'POST',
  path: `properties/${property}:runReport`,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

/** A page of a report by day, in an order that does not change between pages. */
export const requestOf =
  ({ dimensions, metrics, above0 }: Question) =>
  ({ settings, slice, next }: Ask<Settings>): Request =>
    runReport(settings, {
      dateRanges: [{ startDate: slice.from, endDate: slice.to }],
      dimensions: dimensions.map((name) => ({ name })),
      metrics: metrics.map((name) => ({ name })),
      ...(above0 ? { metricFilter: above(above0) } : {}),
      orderBys: dimensions.map((dimensionName) => ({ dimension: { dimensionName } })),
      limit: String(settings.page_size),
      offset: String(next ?? 0),
      keepEmptyRows: false,
      returnPropertyQuota: true,
    })

const above = (fieldName: string) => ({
  filter: { fieldName, numericFilter: { operation: 'GREATER_THAN', value: { int64Value: '0' } } },
})

/** `asked`: a column that only this question has; without it the answer belongs to another one. */
export const pageOf =
  (asked: string) =>
  (response: WireResponse, { next, slice }: Pick<Ask<Settings>, 'next' | 'slice'>): PageRead => {
    const read = report.parse(response.json())
    const names = [...read.dimensionHeaders, ...read.metricHeaders].map(({ name }) => name)
    if (!names.includes('date') || !names.includes(asked)) throw new Error('not this report')
    const offset = Number(next ?? 0) + read.rows.length
    const total = wire.int('rowCount', read.rowCount) ?? undefined
    const rows = read.rows.map((one) => named(names, one))
    return {
      rows,
      next: rows.length > 0 && offset < (total ?? offset) ? offset : null,
      total,
      warnings: flaws(read.metadata ?? {}, rows).map((flaw) => ofDays(flaw, slice)),
    }
  }

/** Columns may come in any order: the headers say which is which. */
function named(names: readonly string[], given: unknown): unknown {
  const cells = cellsOf(given)
  if (!cells) return given
  const row: Record<string, unknown> = {}
  for (let i = 0; i < names.length; i++) row[names[i]!] = cells[i]
  return row
}

/** As the schema says; rows as they are documented need none. */
function cellsOf(given: unknown): readonly (string | null | undefined)[] | undefined {
  const { dimensionValues: first, metricValues: second } = Object(given) as Readonly<Record<string, unknown>>
  if (Array.isArray(first) && Array.isArray(second)) {
    const cells = [...first, ...second].map((cell) => (cell as { value: unknown } | null)?.value)
    if (cells.every((cell): cell is string => typeof cell === 'string' && cell !== '')) return cells
  }
  const read = row.safeParse(given)
  return read.success ? [...read.data.dimensionValues, ...read.data.metricValues].map(({ value }) => value) : undefined
}

const isOther = (given: unknown) =>
  typeof given === 'object' && given !== null && Object.values(given).includes('(other)')

/** What keeps a report from being complete. */
function flaws(found: z.output<typeof metadata>, rows: readonly unknown[]): readonly Text[] {
  const restricted = found.schemaRestrictionResponse?.activeMetricRestrictions
  return [
    ...when(
      found.subjectToThresholding === true,
      'скрыл строки малых групп (порог)',
      'has withheld rows of small groups (thresholding)',
    ),
    ...when(
      found.dataLossFromOtherRow === true || rows.some(isOther),
      'сложил часть строк в (other)',
      'has put some rows together as (other)',
    ),
    ...when(hasSome(found.samplingMetadatas), 'ответил по выборке', 'has answered from a sample'),
    ...when(hasSome(restricted), 'скрыл часть показателей: нет прав', 'has withheld metrics: a right is missing'),
  ]
}

const hasSome = (value: unknown) => Array.isArray(value) && value.length > 0

const when = (is: boolean, ru: string, en: string): readonly Text[] => (is ? [say(ru, en)] : [])

const ofDays = ({ ru, en }: Text, { from, to }: { readonly from: string; readonly to: string }): Text => {
  const days = from === to ? from : `${from} – ${to}`
  return say(`GA4 ${ru}: ${days}. Числа неполные.`, `GA4 ${en}: ${days}. These numbers are not complete.`)
}
