import { generateKeyPairSync } from 'node:crypto'
import { todayIn } from '#ingest/mapping/days.ts'
import { ga4 } from '#ingest/sources/ga4/index.ts'
import { addDays, datesBetween } from '#shared/time/dates.ts'
import type { Asked, Reply } from '../../replay-server/server.ts'
import { answerReport, type Ga4Question, ga4Truth } from './ga4-books.ts'
import { beginning, type LivedWorld, pick } from './lived.ts'
import { fillVisits, type Visits, visitChanges } from './visit-ledger.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const hour = 3_600_000
const account = 'p1'

/** A property somewhere on the globe, whose credit moves back and forth. */
export function livedGa4(clock: { now(): number }, random: () => number): LivedWorld {
  const zone = pick(random, ['Pacific/Auckland', 'America/Los_Angeles', 'Asia/Kolkata', 'Europe/Berlin'])
  const today = () => todayIn(zone, clock.now())
  const first = beginning(random, clock)
  const visits: Visits = new Map()
  const site = { visits, zone, goals: ['purchase', 'lead', 'Заявка'] }
  fillVisits(site, random, datesBetween(addDays(first.since(), -3), today()))
  const settings = { page_size: pick(random, [3, 10, 1000]) }
  let sick: { readonly until: number; readonly reply: Reply } = { until: 0, reply: {} }
  let isSick = true
  let tokens = 0

  return {
    source: ga4,
    get since() {
      return first.since()
    },
    promises: [
      { record: 'traffic', resource: 'traffic', trailing: 4, isInParts: true },
      { record: 'ad_conversion', resource: 'key_events', trailing: 30, isInParts: true },
    ],
    secrets: (url) => ({
      GA_KEY: JSON.stringify({
        client_email: 'robot@canary-project.example',
        private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
        token_uri: `${url}/token`,
      }),
    }),
    yaml: (url) => `
name: ga
kind: ga4
account: ${account}
base_url: ${url || 'http://127.0.0.1:1'}/v1beta
secrets: {key: GA_KEY}
${first.line}
settings: {property: "123", page_size: ${settings.page_size}}
`,
    answer({ path, body }: Asked): Reply {
      if (path === '/token') return { body: { access_token: `canary-token-${++tokens}`, expires_in: 3600 } }
      if (isSick && sick.until > clock.now()) return sick.reply
      return answerReport(JSON.parse(body) as Ga4Question, visits, zone)
    },
    happen(chance) {
      const name = pick(chance, Object.keys(visitChanges))
      return `${name} ${visitChanges[name]!(site, chance, today()) ?? ''}`
    },
    configure(chance) {
      settings.page_size = pick(chance, [2, 5, 1000])
      return JSON.stringify(settings)
    },
    suffer(chance, now) {
      const until = now + pick(chance, [0.5, 3, 40]) * hour
      const reply = pick(chance, refusals)
      sick = { until, reply }
      return `${reply.status} until ${new Date(until).toISOString()}`
    },
    truth: () => ga4Truth(visits, account),
    accounts: () => [{ id: account, zone }],
    // A day's tokens are back at midnight of the Pacific.
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

const refusal = (code: number, status: string, message = ''): Reply => ({
  status: code,
  body: { error: { code, status, message } },
})

const refusals: readonly Reply[] = [
  refusal(403, 'PERMISSION_DENIED'),
  refusal(500, 'INTERNAL'),
  refusal(429, 'RESOURCE_EXHAUSTED', 'Exhausted property tokens per hour.'),
  refusal(429, 'RESOURCE_EXHAUSTED', 'Exhausted property tokens per day.'),
]
