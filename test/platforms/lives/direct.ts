import { todayIn } from '#ingest/mapping/days.ts'
import { yandexDirect } from '#ingest/sources/yandex-direct/index.ts'
import { addDays, datesBetween } from '#shared/time/dates.ts'
import { adChanges, advertiser, fillDays, reachGoal } from './ad-ledger.ts'
import { directApi, isSameLogin } from './direct-api.ts'
import { type DirectBooks, directTruth } from './direct-books.ts'
import { beginning, type LivedWorld, pick, upTo } from './lived.ts'

const zone = 'Europe/Moscow'
const goals = ['11', '22', '33']
const hour = 3_600_000
/** To Yandex those in a line are one. */
const spellings = [
  ['alfa', 'Alfa'],
  ['Beta.Shop', 'beta-shop', 'beta.shop'],
  ['gamma', 'GAMMA'],
]
const levels = ['campaign', 'ad_group', 'ad', 'keyword'] as const

/** An agency whose clients come and go. */
export function livedDirect(clock: { now(): number }, random: () => number): LivedWorld {
  const today = () => todayIn(zone, clock.now())
  const first = beginning(random, clock)
  const books: DirectBooks = {
    clients: ['alfa', 'Beta.Shop', 'gamma'].map((id, i) => ({
      ...advertiser(id, i === 1 ? 'EUR' : 'RUB', zone),
      ...{ clientId: 100 + i, isOurs: true, refusedUntil: 0, movedAt: 0, untoldUntil: 0 },
    })),
    changed: [],
  }
  const settings = {
    agency: true,
    logins: [] as string[],
    goals: ['11'],
    level: pick(random, levels),
    hasVat: false,
    api: 'v5',
  }
  for (const one of books.clients) fillDays(one, random, datesBetween(addDays(first.since(), -5), today()))
  const api = directApi(books, clock)
  const read = () =>
    books.clients.filter(({ id, isOurs }) =>
      settings.agency ? isOurs : settings.logins.some((one) => isSameLogin(one, id)),
    )
  let sick = true

  return {
    source: yandexDirect,
    promises: [
      { record: 'spend', resource: 'spend', trailing: 4, isAnnounced: true },
      { record: 'ad_conversion', resource: 'conversions', trailing: 30 },
      { record: 'dictionary', resource: 'campaigns', trailing: 0, isWhole: true },
    ],
    secrets: () => ({ DIRECT_TOKEN: 'canary-token' }),
    yaml: (url) => `
name: direct
kind: yandex_direct
account: shop
base_url: ${url}
secrets: {token: DIRECT_TOKEN}
${first.line}
settings: {agency: ${settings.agency}, logins: [${settings.logins.join(', ')}], goals: [${settings.goals.join(', ')}],
  level: ${settings.level}, include_vat: ${settings.hasVat}, page_size: 2}
`,
    answer: (asked) => api.answer(asked, sick),
    happen(chance, now) {
      const client = pick(chance, books.clients)
      const kind = chance()
      if (kind < 0.2) {
        const day = reachGoal(client, chance, today(), pick(chance, goals))
        return `${client.id}: a goal reached on ${day}`
      }
      if (kind < 0.25) {
        client.isOurs = !client.isOurs
        client.movedAt = now
        return `${client.id} ${client.isOurs ? 'comes' : 'goes'}`
      }
      if (kind < 0.3) {
        api.loseReports()
        return 'the queue is lost'
      }
      const name = pick(chance, Object.keys(adChanges))
      const day = adChanges[name]!(client, chance, today())
      if (day !== undefined) books.changed.push({ login: client.id, day, at: now })
      return `${client.id}: ${name} ${day ?? ''}`
    },
    configure(chance) {
      const kind = upTo(chance, 3)
      if (kind === 0) settings.hasVat = !settings.hasVat
      if (kind === 1) settings.goals = goals.filter(() => chance() < 0.6)
      if (kind === 2) settings.level = pick(chance, levels)
      if (kind === 3) {
        settings.agency = chance() < 0.5
        settings.logins = settings.agency
          ? []
          : spellings.filter((_, i) => i === 0 || chance() < 0.5).map((some) => pick(chance, some))
      }
      return JSON.stringify(settings)
    },
    suffer(chance, now) {
      const client = pick(chance, books.clients)
      const until = now + pick(chance, [hour, 30 * hour, 100 * hour])
      const refusal = pick(chance, [54, 152, 1002, 9000, 3000])
      // Only what has changed is not told.
      if (refusal === 3000) client.untoldUntil = until
      else Object.assign(client, { refusedUntil: until, refusal })
      return `${client.id} answers ${refusal} for ${(until - now) / hour} h`
    },
    truth: () => directTruth(books, settings),
    get since() {
      return first.since()
    },
    accounts: (resource) =>
      resource === 'conversions' && settings.goals.length === 0 ? [] : read().map(({ id }) => ({ id, zone })),
    isTroubled(_, account, from) {
      const sick = books.clients.filter(({ isOurs, refusedUntil }) => isOurs && refusedUntil > from - 2 * hour)
      // Where Direct does not answer, or stops twice, it is not asked for the others.
      if (books.clients.some(({ id, isOurs, movedAt }) => id === account && (!isOurs || movedAt >= from))) return true
      const isAll =
        sick.some(({ refusal }) => refusal === 1002 || refusal === 9000) ||
        sick.filter(({ refusal }) => refusal === 152).length > 1
      return isAll || sick.some(({ id }) => id === account)
    },
    isUntold: (account, from) =>
      books.clients.some(
        ({ id, untoldUntil, refusedUntil }) => id === account && Math.max(untoldUntil, refusedUntil) > from - 2 * hour,
      ),
    isCalm: (from) =>
      !books.clients.some(
        (one) => (!one.isOurs && !settings.agency) || one.movedAt >= from || one.refusedUntil > from - 2 * hour,
      ),
    async calmly(work) {
      sick = false
      try {
        return await work()
      } finally {
        sick = true
      }
    },
  }
}
