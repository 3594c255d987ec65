import * as z from 'zod'
import * as wire from '#ingest/mapping/wire.ts'
import type { Ask, PageRead, Request, WireResponse } from '../../source.ts'
import { offsetOf, pageEnd } from '../pages-by-offset.ts'
import { flaws, metadata } from './flaws.ts'

const values = wire.list(z.object({ value: wire.text }))
const row = z.object({ dimensionValues: values, metricValues: values })
const headers = wire.list(z.object({ name: z.string() }))
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
      offset: String(offsetOf(next)),
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
    // Several ranges of days in one report tell the same day more than once.
    if (!names.includes('date') || !names.includes(asked) || names.includes('dateRange')) {
      throw new Error('not this report')
    }
    const total = wire.int('rowCount', read.rowCount) ?? undefined
    const columns = { names, dimensions: read.dimensionHeaders.length }
    const rows = read.rows.map((one) => named(columns, one))
    // Without a count it is all of them.
    const end = total === undefined ? {} : pageEnd(next, rows.length, total)
    return { rows, ...end, warnings: flaws(read.metadata ?? {}, rows, slice) }
  }

interface Columns {
  readonly names: readonly string[]
  /** So many of them are dimensions; the rest are metrics. */
  readonly dimensions: number
}

/** Columns may come in any order: the headers say which is which. A row that lacks one is nobody's, and stays as it is. */
function named({ names, dimensions }: Columns, given: unknown): unknown {
  const read = cellsOf(given)
  const cells = read && [...read.dimensions, ...read.metrics]
  if (cells?.length !== names.length || read?.dimensions.length !== dimensions) return given
  const row: Record<string, unknown> = {}
  for (let i = 0; i < names.length; i++) row[names[i]!] = cells[i]
  return row
}

type Cells = readonly (string | null | undefined)[]

/** As the schema says; rows as they are documented need none. */
function cellsOf(given: unknown): { readonly dimensions: Cells; readonly metrics: Cells } | undefined {
  const { dimensionValues: first, metricValues: second } = Object(given) as Readonly<Record<string, unknown>>
  if (Array.isArray(first) && Array.isArray(second)) {
    const dimensions = first.map(textOf)
    const metrics = second.map(textOf)
    if (dimensions.every(isSaid) && metrics.every(isSaid)) return { dimensions, metrics }
  }
  const read = row.safeParse(given)
  if (!read.success) return undefined
  const values = (list: readonly { value: string | null }[]) => list.map(({ value }) => value)
  return { dimensions: values(read.data.dimensionValues), metrics: values(read.data.metricValues) }
}

const textOf = (cell: unknown) => (cell as { readonly value: unknown } | null)?.value
const isSaid = (value: unknown): value is string => typeof value === 'string' && value !== ''
