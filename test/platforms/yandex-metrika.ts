import { yandexMetrika } from '#ingest/sources/yandex-metrika/index.ts'
import { addDays, datesBetween } from '#shared/time/dates.ts'
import type { Setting } from '../builders/test-source-run.ts'
import type { Asked, Reply } from '../replay-server/server.ts'
import { metrikaLogs } from './yandex-metrika-logs.ts'
import { metrikaReport } from './yandex-metrika-report.ts'

const yaml = (url: string, rest: string) => `
name: metrika
kind: yandex_metrika
account: site
base_url: ${url || 'http://127.0.0.1:1'}
secrets: {token: METRIKA_TOKEN}
since: 2026-07-01
settings: {counter: "44147844", page_bytes: 900, page_size: 9}
${rest}`

export const metrikaSetting: Setting = {
  source: yandexMetrika,
  yaml: (url) => yaml(url, ''),
  secrets: () => ({ METRIKA_TOKEN: 'canary-metrika-token' }),
  now: Date.UTC(2026, 6, 20, 9),
}

/** Sums only. */
export const metrikaSumsSetting: Setting = { ...metrikaSetting, yaml: (url) => yaml(url, 'resources: [traffic]\n') }

export const refusal = (status: number, error_type: string): Reply => ({
  status,
  body: { errors: [{ error_type, message: 'no', location: 'path' }], code: status, message: 'no' },
})

/** A counter in Yekaterinburg (UTC+5) with four visits a day. */
export function metrikaWorld() {
  const goals = new Map<string, number>()
  const logs = metrikaLogs((day) => visitsOf(day, goals.get(day) ?? 1))
  const counter = { time_zone_name: 'Asia/Yekaterinburg', id: 44147844 }
  const api = '/management/v1/counter/44147844'
  const world = {
    logs,
    counter,
    /** Answers before the model does. */
    first: (_: Asked): Reply | undefined => undefined,
    answer(asked: Asked): Reply {
      if (asked.headers.authorization !== 'OAuth canary-metrika-token') return refusal(403, 'invalid_token')
      const own = world.first(asked)
      if (own) return own
      if (asked.path === '/stat/v1/data') return metrikaReport(asked.query, (day) => visitsOf(day, goals.get(day) ?? 1))
      if (asked.path === api) return { body: { counter } }
      return asked.path.startsWith(`${api}/`)
        ? logs.answer(asked, asked.path.slice(api.length + 1))
        : refusal(404, 'not_found')
    },
    /** An offline conversion attaches to a visit of two days ago. */
    change(): string {
      const day = addDays('2026-07-20', -2)
      goals.set(day, 2)
      return day
    },
    days: datesBetween('2026-07-01', '2026-07-19'),
  }
  return world
}

export interface Visit {
  readonly id: string
  readonly day: string
  readonly source: 'ad' | 'organic' | 'direct'
  readonly campaign: string
  readonly goals: number
}

const sources = ['ad', 'organic', 'direct', 'ad'] as const

const visitsOf = (day: string, goals: number): readonly Visit[] =>
  sources.map((source, i) => ({
    // Above 2^53, and the same numbers again each year.
    id: String(9_223_372_036_854_775_809n + BigInt(Number(day.slice(5).replace('-', '')) * 10 + i)),
    day,
    source,
    campaign: source === 'ad' ? `лето-${i}` : '',
    goals: i === 0 ? goals : 0,
  }))
