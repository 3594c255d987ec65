import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { baseTables } from '#aggregate/base-tables.ts'
import graph from '#aggregate/models/graph.json' with { type: 'json' }
import { models } from '#aggregate/models/index.ts'
import { workDays, workSpans } from '#shared/time/work-calendar.ts'
import { zoneOffsets } from '#shared/time/zone-offsets.ts'
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
  readonly wall_minutes: number
}

const cases = existsSync(oracle) ? (JSON.parse(readFileSync(oracle, 'utf8')) as OracleCase[]) : []
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

const time = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

function calendarOf(one: OracleCase, agreement: string) {
  const hours = Object.fromEntries(
    Object.entries(one.hours).map(([day, [open, close]]) => [weekdays[Number(day)]!, `${time(open)}-${time(close)}`]),
  )
  const short = one.short_days_minus60.map((day) => [day, 'short'])
  const days = Object.fromEntries([...one.holidays.map((day) => [day, 'off']), ...short])
  const first = Number(one.lead_at.slice(0, 4))
  const worked = workDays({ country: 'none', hours, days }, [first, first + 1])
  return workSpans(worked, one.tz).map(({ day, open, close, opensAt, minutes, before }) => ({
    ...{ agreement, team: 'sales', day, open_minute: open, close_minute: close },
    ...{ opens_at: opensAt, minutes, cum_minutes: before },
  }))
}

/** The local time of an instant, as staging gives it: a timestamp without a zone, in milliseconds. */
const local = (moment: string, zone: string): number =>
  Date.parse(`${new Date(moment).toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T')}Z`)

const limit = 15

const clockOf = (one: OracleCase, agreement: string, clock: 'working' | 'wall') => ({
  lead_id: agreement,
  clock,
  to_event: 'contacted',
  agreement,
  team: 'sales',
  owner: 'sales',
  manager: null,
  limit_minutes: limit,
  is_working: clock === 'working',
  started_at: local(one.lead_at, one.tz),
  stopped_at: local(one.first_contact_at, one.tz),
  ending: 'stopped',
  ended_at: local(one.first_contact_at, one.tz),
})

const chain = ['int_local_offset', 'int_interval', 'int_work_hour', 'int_interval_time', 'fct_sla']

type Given = Readonly<Record<string, readonly Record<string, string | number | boolean | null>[]>>

/** Fills what the chain of the clocks reads for one zone, each case an agreement of its own, and runs the chain. */
async function runClocks(session: WarehouseSession, zone: string, own: readonly OracleCase[]): Promise<void> {
  const given: Given = {
    stg_zone: zoneOffsets(zone).map(({ from, to, minutes }) => ({
      from_utc: from,
      to_utc: to,
      offset_minutes: minutes,
    })),
    dim_calendar: own.flatMap((one) => calendarOf(one, one.name)),
    int_sla_clock: own.flatMap((one) => [clockOf(one, one.name, 'working'), clockOf(one, one.name, 'wall')]),
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

const zones = Map.groupBy(cases, ({ tz }) => tz)

describe.skipIf(missing)(`fct_sla against the oracle of first contacts${missing}`, () => {
  let folder: string
  const sessions = new Map<string, WarehouseSession>()

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'concord-clocks-'))
    for (const [zone, own] of zones) {
      const session = await duckdbWarehouse({ lakeRoot: folder, scratch: folder, threads: 1 }).open()
      sessions.set(zone, session)
      await runClocks(session, zone, own)
    }
  }, 60_000)

  afterAll(async () => {
    for (const session of sessions.values()) await session.close()
    await rm(folder, { recursive: true, force: true })
  })

  const status = (minutes: number) => (minutes <= limit ? 'kept' : 'broken')

  it.each(cases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    const { rows } = await sessions
      .get(one.tz)!
      .query(`SELECT clock, working_minutes, status FROM fct_sla WHERE lead_id = '${one.name}' ORDER BY clock`)
    const [wall, working] = [Math.max(0, one.wall_minutes), one.expected_business_minutes]
    expect(rows).toEqual([
      { clock: 'wall', working_minutes: wall, status: status(wall) },
      { clock: 'working', working_minutes: working, status: status(working) },
    ])
  })

  it.each([...zones.keys()])(
    'has a due moment for each in %s, before which lies what was kept and after which what was broken',
    async (zone) => {
      const { rows } = await sessions.get(zone)!.query(`
      SELECT count(*) AS clocks, count(due_at) AS dues, count_if((status = 'kept') = (stopped_at <= due_at)) AS agreeing
      FROM fct_sla WHERE stopped_at >= started_at`)
      const own = zones.get(zone)!
      const forward = 2 * own.filter((one) => Date.parse(one.first_contact_at) >= Date.parse(one.lead_at)).length
      expect(rows).toEqual([{ clocks: forward, dues: forward, agreeing: forward }])
    },
  )
})
