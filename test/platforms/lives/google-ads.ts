import { todayIn } from '#ingest/mapping/days.ts'
import { googleAds } from '#ingest/sources/google-ads/index.ts'
import { addDays, dateOf, datesBetween } from '#shared/time/dates.ts'
import { adChanges, advertiser, fillDays, reachGoal } from './ad-ledger.ts'
import { googleAdsApi, managerId } from './google-ads-api.ts'
import { type GoogleBooks, googleTruth } from './google-ads-books.ts'
import { beginning, type LivedWorld, mondayOf, pick, upTo } from './lived.ts'

const actions = ['Заявка', 'Звонок', 'purchase']
const hour = 3_600_000
const grains = ['campaign', 'ad', 'keyword'] as const
const places = [
  ['1111111111', 'EUR', 'Europe/Berlin'],
  ['2222222222', 'USD', 'America/Los_Angeles'],
  ['3333333333', 'NZD', 'Pacific/Auckland'],
] as const

/** Credits are given for sixty days. */
const weekly = (before: number, now: number) =>
  mondayOf(dateOf(before)) < mondayOf(dateOf(now)) ? addDays(dateOf(before), -60) : undefined

/** A manager whose accounts lie around the globe, are linked, unlinked and cancelled. */
export function livedGoogleAds(clock: { now(): number }, random: () => number): LivedWorld {
  const first = beginning(random, clock)
  const books: GoogleBooks = {
    customers: places.map(([id, currency, zone]) => ({
      ...{ ...advertiser(id, currency, zone), isLinked: true, refusedUntil: 0, movedAt: 0 },
    })),
  }
  const settings = { customer: managerId, only: [] as string[], grain: pick(random, grains) as (typeof grains)[number] }
  for (const one of books.customers)
    fillDays(one, random, datesBetween(addDays(first.since(), -5), todayIn(one.zone, clock.now())))
  const api = googleAdsApi(books, clock)
  const read = () =>
    books.customers.filter(
      ({ id, isLinked }) =>
        isLinked &&
        (settings.only.length === 0 || settings.only.includes(id)) &&
        (settings.customer === managerId || settings.customer === id),
    )
  let isSick = true

  return {
    source: googleAds,
    get since() {
      return first.since()
    },
    promises: [
      { record: 'spend', resource: 'spend', trailing: 4, weekly, isInParts: true },
      { record: 'ad_conversion', resource: 'conversions', trailing: 31 },
      { record: 'dictionary', resource: 'campaigns', trailing: 0, isWhole: true },
    ],
    secrets: (url) => ({
      GADS_KEY: JSON.stringify({
        ...{ type: 'authorized_user', client_id: 'canary-client', client_secret: 'canary-secret' },
        ...{ refresh_token: 'canary-refresh', token_uri: `${url}/token` },
      }),
    }),
    yaml: (url) => `
name: gads
kind: google_ads
account: agency
base_url: ${url || 'http://127.0.0.1:1'}
secrets: {key: GADS_KEY}
${first.line}
settings: {customer: "${settings.customer}", grain: ${settings.grain}${settings.only.length > 0 ? `, only: ["${settings.only.join('", "')}"]` : ''}}
`,
    answer: (asked) => api.answer(asked, isSick),
    happen(chance, now) {
      const customer = pick(chance, books.customers)
      const today = todayIn(customer.zone, clock.now())
      const kind = chance()
      if (kind < 0.2) return `${customer.id}: a goal on ${reachGoal(customer, chance, today, pick(chance, actions))}`
      if (kind < 0.25 && (!customer.isLinked || read().length > 1)) {
        customer.isLinked = !customer.isLinked
        customer.movedAt = now
        return `${customer.id} ${customer.isLinked ? 'comes' : 'goes'}`
      }
      if (kind < 0.28) return `an action is called ${api.renameAction(pick(chance, actions))} now`
      const name = pick(chance, Object.keys(adChanges))
      return `${customer.id}: ${name} ${adChanges[name]!(customer, chance, today) ?? ''}`
    },
    configure(chance) {
      if (chance() < 0.5) settings.grain = pick(chance, grains)
      else
        settings.only =
          upTo(chance, 1) === 0
            ? []
            : books.customers.filter(({ isLinked }) => isLinked && chance() < 0.7).map(({ id }) => id)
      // The manager, or one of its accounts by itself.
      const linked = books.customers.filter(({ isLinked }) => isLinked).map(({ id }) => id)
      settings.customer = chance() < 0.7 ? managerId : pick(chance, linked)
      if (settings.customer !== managerId || read().length === 0) settings.only = []
      return JSON.stringify(settings)
    },
    suffer(chance, now) {
      const customer = pick(chance, books.customers)
      customer.refusedUntil = now + pick(chance, [hour, 30 * hour, 100 * hour])
      customer.refusal = pick(chance, [403, 429, 500])
      return `${customer.id} answers ${customer.refusal} until ${new Date(customer.refusedUntil).toISOString()}`
    },
    truth: () => googleTruth(books, api.names),
    accounts: () => read().map(({ id, zone }) => ({ id, zone })),
    isTroubled(_, account, from) {
      // A day's operations are the whole project's: they are back at midnight of the Pacific.
      const sick = books.customers.filter(
        ({ isLinked, refusedUntil, refusal }) => isLinked && refusedUntil > from - (refusal === 429 ? 25 : 2) * hour,
      )
      const hasMoved = books.customers.some(({ id, movedAt }) => id === account && movedAt >= from)
      return hasMoved || sick.some(({ id, refusal }) => refusal !== 403 || id === account)
    },
    isCalm: (from) => !books.customers.some((one) => one.movedAt >= from || one.refusedUntil > from - 25 * hour),
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
