import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { baseTables } from '#aggregate/base-tables.ts'
import graph from '#aggregate/models/graph.json' with { type: 'json' }
import { models } from '#aggregate/models/index.ts'
import { workDays } from '#shared/time/work-calendar.ts'
import { duckdbWarehouse } from '#shared/warehouse/duckdb.ts'
import type { WarehouseSession } from '#shared/warehouse/warehouse.ts'

const shared = process.env.CONCORD_SHARED ?? resolve(import.meta.dirname, '../../shared')
const oracle = join(shared, 'oracles', 'speed_to_lead_cases.json')
const missing = existsSync(oracle) ? '' : ` (skipped: no ${oracle})`

interface OracleCase {
  readonly name: string
  readonly lead_at: string
  readonly first_contact_at: string
  readonly tz: string
  readonly hours: Readonly<Record<string, readonly [number, number]>>
  readonly holidays: readonly string[]
  readonly short_days_minus60: readonly string[]
  readonly expected_business_minutes: number
}

const cases = existsSync(oracle) ? (JSON.parse(readFileSync(oracle, 'utf8')) as OracleCase[]) : []
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

const time = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** A calendar in local minutes cannot see the hour that autumn repeats; around the clock is `clock: wall`. */
const isRoundTheClock = (one: OracleCase) => Object.values(one.hours).every(([open, close]) => close - open === 1440)

function calendarOf(one: OracleCase, agreement: string) {
  const hours = Object.fromEntries(
    Object.entries(one.hours).map(([day, [open, close]]) => [weekdays[Number(day)]!, `${time(open)}-${time(close)}`]),
  )
  const short = one.short_days_minus60.map((day) => [day, 'short'])
  const days = Object.fromEntries([...one.holidays.map((day) => [day, 'off']), ...short])
  const first = Number(one.lead_at.slice(0, 4))
  return workDays({ country: 'none', hours, days }, [first, first + 1]).map(({ day, open, close, before }) => ({
    agreement,
    team: 'sales',
    day,
    open_minute: open,
    close_minute: close,
    cum_minutes: before,
  }))
}

/** The local time of an instant, as staging gives it: a timestamp without a zone, in milliseconds. */
const local = (moment: string, zone: string): number =>
  Date.parse(`${new Date(moment).toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T')}Z`)

const limit = 15

const clockOf = (one: OracleCase, agreement: string) => ({
  lead_id: agreement,
  clock: 'first_contact',
  to_event: 'contacted',
  agreement,
  team: 'sales',
  owner: 'sales',
  manager: null,
  limit_minutes: limit,
  is_working: true,
  started_at: local(one.lead_at, one.tz),
  stopped_at: local(one.first_contact_at, one.tz),
  ending: 'stopped',
  ended_at: local(one.first_contact_at, one.tz),
})

const chain = ['int_interval', 'int_work_hour', 'int_interval_time', 'fct_sla']

/** Fills what the chain of the clocks reads, each case an agreement of its own, and runs the chain. */
async function runClocks(session: WarehouseSession): Promise<void> {
  const given: Readonly<Record<string, readonly Record<string, string | number | boolean | null>[]>> = {
    dim_calendar: cases.flatMap((one, index) => calendarOf(one, `case ${index}`)),
    int_sla_clock: cases.map((one, index) => clockOf(one, `case ${index}`)),
  }
  const reads = new Set(chain.flatMap((name) => (graph as Record<string, string[]>)[name] ?? []))
  for (const name of reads) {
    if (chain.includes(name)) continue
    const columns = baseTables[name] ?? models.find((model) => model.name === name)!.columns
    await session.addRows(name, columns, given[name] ?? [])
  }
  for (const name of chain) {
    const { sql, columns } = models.find((model) => model.name === name)!
    await session.addModel({ name, sql: sql!, columns })
  }
}

describe.skipIf(missing)(`fct_sla against the oracle of first contacts${missing}`, () => {
  let folder: string
  let session: WarehouseSession

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'concord-clocks-'))
    session = await duckdbWarehouse({ lakeRoot: folder, scratch: folder, threads: 1 }).open()
    await runClocks(session)
  }, 60_000)

  afterAll(async () => {
    await session?.close()
    await rm(folder, { recursive: true, force: true })
  })

  it.skip.each(cases.filter(isRoundTheClock).map((one) => [one.name]))('%s: use `clock: wall`', () => {})

  it.each(cases.filter((one) => !isRoundTheClock(one)).map((one) => [one.name, one] as const))('%s', async (_, one) => {
    const { rows } = await session.query(
      `SELECT working_minutes, status FROM fct_sla WHERE lead_id = 'case ${cases.indexOf(one)}'`,
    )
    const minutes = one.expected_business_minutes
    expect(rows).toEqual([{ working_minutes: minutes, status: minutes <= limit ? 'kept' : 'broken' }])
  })

  it('has a due moment for each, before which lies what was kept and after which what was broken', async () => {
    const { rows } = await session.query(`
      SELECT count(*) AS clocks, count(due_at) AS dues, count_if((status = 'kept') = (stopped_at <= due_at)) AS agreeing
      FROM fct_sla WHERE stopped_at >= started_at`)
    const forward = cases.filter((one) => Date.parse(one.first_contact_at) >= Date.parse(one.lead_at)).length
    expect(rows).toEqual([{ clocks: forward, dues: forward, agreeing: forward }])
  })
})
