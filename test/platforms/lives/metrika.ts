import { todayIn } from '#ingest/mapping/days.ts'
import { yandexMetrika } from '#ingest/sources/yandex-metrika/index.ts'
import { addDays, datesBetween } from '#shared/time/dates.ts'
import type { Asked, Reply } from '../../replay-server/server.ts'
import { refusal } from '../yandex-metrika.ts'
import { metrikaLogs } from '../yandex-metrika-logs.ts'
import { beginning, type LivedWorld, mondayOf, pick, upTo } from './lived.ts'
import { counterId, lineOf, metrikaTruth, sumsOf } from './metrika-books.ts'
import { fillVisits, type Visits, visitChanges } from './visit-ledger.ts'

const hour = 3_600_000
const account = 'site'
const api = `/management/v1/counter/${counterId}`

/** A counter: visits come late, goals weeks later; logs fail, get lost and find no room. */
export function livedMetrika(clock: { now(): number }, random: () => number): LivedWorld {
  const zone = pick(random, ['Asia/Vladivostok', 'Europe/Moscow', 'America/Santiago', 'Europe/Berlin'])
  const today = () => todayIn(zone, clock.now())
  const first = beginning(random, clock)
  const visits: Visits = new Map()
  const site = { visits, zone, goals: ['51000001', '51000002'] }
  fillVisits(site, random, datesBetween(addDays(first.since(), -3), today()))
  const isSums = random() < 0.3
  const settings = { page_bytes: pick(random, [300, 900, 100_000]), page_size: pick(random, [4, 1000]) }
  const logs = metrikaLogs(() => [])
  const prepared = new Map<number, readonly string[]>()
  logs.linesOf = ({ request_id, date1, date2, fields }) => {
    const lines = prepared.get(request_id) ?? linesBetween(date1, date2, fields)
    prepared.set(request_id, lines)
    return [...lines]
  }
  const linesBetween = (from: string, to: string, fields: readonly string[]) =>
    datesBetween(from, to).flatMap((day) => (visits.get(day) ?? []).map((one) => lineOf(one, { day, zone, fields })))
  let sick: { readonly until: number; readonly reply: Reply } = { until: 0, reply: {} }
  let isSick = true
  /** Offline conversions attach for three weeks. */
  const weekly = (before: number, now: number) => {
    const monday = mondayOf(todayIn(zone, before))
    return monday < mondayOf(todayIn(zone, now)) ? addDays(monday, -21) : undefined
  }

  return {
    source: yandexMetrika,
    get since() {
      return first.since()
    },
    promises: isSums
      ? [{ record: 'traffic', resource: 'traffic', trailing: 4, weekly, isInParts: true }]
      : [
          { record: 'visit', resource: 'visits', trailing: 4, weekly, isInParts: true },
          { record: 'visit_goal', resource: 'visits', trailing: 4, weekly, isInParts: true },
        ],
    secrets: () => ({ METRIKA_TOKEN: 'canary-metrika-token' }),
    yaml: (url) => `
name: metrika
kind: yandex_metrika
account: ${account}
base_url: ${url || 'http://127.0.0.1:1'}
secrets: {token: METRIKA_TOKEN}
${first.line}
settings: {counter: "${counterId}", page_bytes: ${settings.page_bytes}, page_size: ${settings.page_size}}
${isSums ? 'resources: [traffic]' : 'resources: [visits]'}
`,
    answer(asked: Asked): Reply {
      if (isSick && sick.until > clock.now()) return sick.reply
      if (asked.path === '/stat/v1/data') return sumsOf(asked.query, visits)
      if (asked.path === api) return { body: { counter: { time_zone_name: zone } } }
      const rest = asked.path.slice(api.length + 1)
      const reply = logs.answer(asked, rest)
      // What a log holds is settled when it is ready.
      for (const log of logs.requests) if (log.status === 'processed') logs.linesOf(log)
      return reply
    },
    happen(chance) {
      const kind = chance()
      if (kind < 0.1 && logs.fates.length < 1) {
        logs.fates.push(pick(chance, ['processing_failed', 'canceled', 'awaiting_retry']))
        return 'the next log fails'
      }
      if (kind < 0.15) {
        for (const log of logs.alive()) log.status = 'cleaned_automatically_as_too_old'
        return 'logs are cleaned away'
      }
      if (kind < 0.2) {
        logs.most = 1 + upTo(chance, 20)
        return `a log may have ${logs.most} days`
      }
      const name = pick(chance, Object.keys(visitChanges))
      return `${name} ${visitChanges[name]!(site, chance, today()) ?? ''}`
    },
    configure(chance) {
      settings.page_bytes = pick(chance, [300, 700, 100_000])
      settings.page_size = pick(chance, [3, 1000])
      return JSON.stringify(settings)
    },
    suffer(chance, now) {
      const until = now + pick(chance, [0.5, 3, 40]) * hour
      const reply = pick(chance, refusals)
      sick = { until, reply }
      return `${reply.status} until ${new Date(until).toISOString()}`
    },
    truth: () => metrikaTruth(visits, account),
    accounts: () => [{ id: account, zone }],
    isTroubled: (_, __, from) => sick.until > from - 25 * hour,
    isCalm: (from) => sick.until <= from - 25 * hour,
    async calmly(work) {
      isSick = false
      try {
        return await work()
      } finally {
        isSick = true
      }
    },
  }
}

const refusals: readonly Reply[] = [
  refusal(403, 'access_denied'),
  refusal(503, 'backend_error'),
  refusal(429, 'quota_requests_by_uid'),
  refusal(429, 'quota_parallel_requests'),
]
