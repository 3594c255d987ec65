import type { AgreementRow, CompiledAgreement } from '#shared/agreement/tables.ts'
import { atOnce } from '#shared/at-once.ts'
import { type RecordName, records } from '#shared/records/index.ts'
import type { Columns } from '#shared/records/record.ts'
import type { SqlRow, WarehouseSession } from '#shared/warehouse/warehouse.ts'
import type { RecordObject } from './inputs.ts'

/** Columns whose newest date says until when the data is known. Payments and closing dates can be planned ahead. */
const settled: Partial<Record<RecordName, readonly string[]>> = {
  spend: ['date'],
  traffic: ['date'],
  visit: ['started_at'],
  lead: ['created_at', 'updated_at'],
  deal: ['created_at', 'updated_at'],
  stage_change: ['changed_at'],
  activity: ['happened_at'],
  verdict: ['given_at'],
}

export interface Observed extends Readonly<Record<string, string>> {
  readonly source: string
  readonly record: string
  readonly observed_from: string
  readonly newest: string
}

export interface Span {
  readonly asOf: string
  readonly observed: readonly Observed[]
}

const dayMs = 86_400_000

type LocalDay = (value: SqlRow[string] | undefined) => string | undefined

const newest = (days: readonly (string | undefined)[]): string | undefined =>
  days
    .filter((day) => day !== undefined)
    .sort()
    .at(-1)

const covers = (zone: AgreementRow, instant: number): boolean =>
  instant >= Number(zone.from_utc) && instant < Number(zone.to_utc)

/** The company's day of an instant, by the zone of the newest agreement; a date is its own day. */
function localDays({ tables }: CompiledAgreement): LocalDay {
  const company = [...tables.agr_company].sort((a, b) => (String(a.agreement) < String(b.agreement) ? 1 : -1))[0]
  const zones = tables.dim_zone.filter((zone) => zone.zone === company?.time_zone)
  return (value) => {
    if (typeof value === 'string') return value
    if (typeof value !== 'number') return undefined
    const offset = Number(zones.find((zone) => covers(zone, value))?.offset_minutes ?? 0)
    return new Date(Math.floor((value + offset * 60_000) / dayMs) * dayMs).toISOString().slice(0, 10)
  }
}

/** A mistyped year must not age every cohort: what lies after `until` does not say until when the data is known. */
function newestOf(record: RecordName, column: string, until: string | undefined): string {
  if (!until) return `max(${column})`
  const columns: Columns = records[record].columns
  const end = columns[column]?.kind === 'date' ? `DATE '${until}'` : `TIMESTAMP '${until} 23:59:59.999'`
  return `max(CASE WHEN ${column} <= ${end} THEN ${column} END)`
}

async function spanOf(session: WarehouseSession, record: RecordName, day: LocalDay, until: string | undefined) {
  const dated = records[record].dated
  if (!dated) return { observed: [], days: [] }
  const columns = settled[record] ?? []
  const extremes = columns.map((column) => `, ${newestOf(record, column, until)} AS newest_${column}`).join('')
  const { rows } = await session.query(
    `SELECT source, min(${dated}) AS oldest, max(${dated}) AS newest${extremes} FROM ${record} GROUP BY source ORDER BY source`,
  )
  const observed = rows.flatMap((row): Observed[] => {
    const [from, to] = [day(row.oldest), day(row.newest)]
    return from && to ? [{ source: String(row.source), record, observed_from: from, newest: to }] : []
  })
  return { observed, days: rows.flatMap((row) => columns.map((column) => day(row[`newest_${column}`]))) }
}

/** Without any data the agreement's first day stands in, so that an empty project still has a page. */
const firstDay = ({ tables }: CompiledAgreement): string =>
  tables.dim_agreement.map((row) => String(row.month_start)).sort()[0] ?? '1970-01-01'

/** Since when and until when each source has shown each record, and the day up to which all of it is known. */
export async function findSpan(
  session: WarehouseSession,
  objects: readonly RecordObject[],
  agreement: CompiledAgreement,
  until?: string,
): Promise<Span> {
  const day = localDays(agreement)
  const present = [...new Set(objects.map((one) => one.record))]
  const spans = await atOnce(present, (record) => spanOf(session, record, day, until), session.sideBySide ?? 1)
  return {
    asOf: newest(spans.flatMap((span) => span.days)) ?? firstDay(agreement),
    observed: spans.flatMap((span) => span.observed),
  }
}
