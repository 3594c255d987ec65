import * as z from 'zod'
import * as wire from '#ingest/mapping/wire.ts'
import { say } from '#shared/i18n/text.ts'
import type { Ask, PageRead, WireResponse } from '../../source.ts'
import { offsetOf, pageEnd } from '../pages-by-offset.ts'
import { columnOf, reportDimensions } from './fields.ts'
import type { Settings } from './settings.ts'
import { zoneWarnings } from './zone.ts'

export const metricsOf = ({ goals }: Settings): readonly string[] => [
  ...['ym:s:visits', 'ym:s:users'],
  ...(goals.length > 0 ? goals.map((id) => `ym:s:goal${id}reaches`) : ['ym:s:sumGoalReachesAny']),
]

const names = z.union([z.string().transform((text) => text.split(',')), z.array(z.string())])
const flag = z.unknown().transform((value) => value === true || value === 'true')

const report = z.object({
  query: z
    .object({
      dimensions: names.optional(),
      metrics: names.optional(),
      date1: wire.text.optional(),
      offset: wire.text.optional(),
    })
    .nullish(),
  data: z.array(z.unknown()).nullable(),
  total_rows: wire.text.optional(),
  total_rows_rounded: flag.optional(),
  sampled: flag.optional(),
  contains_sensitive_data: flag.optional(),
})
type Report = z.output<typeof report>

/** A dimension is an object with a name and an id, or its bare text. */
const dimension = z.union([wire.text, z.object({ name: wire.text.optional(), id: wire.text.optional() })])
const line = z.object({ dimensions: z.array(dimension), metrics: z.array(wire.text) })

export function page(response: WireResponse, ask: Ask<Settings>): PageRead {
  const read = report.parse(response.json())
  checkQuestion(read, ask)
  const rows = read.data ?? []
  const total = read.total_rows_rounded ? undefined : countOf(read.total_rows)
  const columns = read.query?.dimensions ?? reportDimensions(ask.settings.attribution)
  const metrics = read.query?.metrics ?? metricsOf(ask.settings)
  return {
    rows: rows.map((one) => named(columns, metrics, one)),
    // A rounded total is no end: then only an empty page is.
    ...pageEnd(ask.next, rows.length, total),
    warnings: [...warningsOf(read), ...zoneWarnings(ask)],
  }
}

const countOf = (text: string | null | undefined) => (/^\d{1,12}$/.test(text ?? '') ? Number(text) : undefined)

/** An answer that names other days or another place belongs to another question. */
function checkQuestion({ query }: Report, { slice, next }: Ask<Settings>): void {
  const day = /^\d{4}-\d\d-\d\d$/.exec(query?.date1 ?? '')?.[0] ?? slice.from
  const offset = countOf(query?.offset) || offsetOf(next) + 1
  if (day !== slice.from || offset !== offsetOf(next) + 1) throw new Error('not this report')
}

function named(dimensions: readonly string[], metrics: readonly string[], given: unknown): unknown {
  const read = line.safeParse(given)
  // A row that lacks a cell, or has one too many, is nobody's: it stays as it is.
  if (!read.success || read.data.dimensions.length !== dimensions.length) return given
  if (read.data.metrics.length !== metrics.length) return given
  const cells = read.data.dimensions.map((one, i) => [columnOf(dimensions[i]!), wordOf(one, dimensions[i]!)] as const)
  const numbers = metrics.map((name, i) => [columnOf(name), read.data.metrics[i]] as const)
  return {
    ...Object.fromEntries([...cells, ...numbers]),
    goals: numbers.flatMap(([name, n]) => (isGoal(name) ? [n] : [])),
  }
}

const isGoal = (name: string) => /^(goal\d+reaches|sumGoalReachesAny)$/.test(name)

/** Names are translated, ids are not; tags have no id. */
function wordOf(value: z.output<typeof dimension>, column: string): string | null {
  if (value === null || typeof value === 'string') return value
  const isTag = /UTM|:date$/.test(column)
  return (isTag ? (value.name ?? value.id) : (value.id ?? value.name)) ?? null
}

function warningsOf({ sampled, contains_sensitive_data }: Report) {
  const found = []
  if (sampled) found.push(say('Метрика ответила по выборке.', 'Metrika has answered from a sample.'))
  if (contains_sensitive_data)
    found.push(
      say(
        'Метрика скрыла строки, где меньше 10 посетителей.',
        'Metrika has withheld rows with fewer than 10 visitors.',
      ),
    )
  return found
}
