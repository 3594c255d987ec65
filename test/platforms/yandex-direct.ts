import { yandexDirect } from '#ingest/sources/yandex-direct/index.ts'
import { datesBetween } from '#shared/time/dates.ts'
import type { Setting } from '../builders/test-source-run.ts'
import type { Asked, Reply } from '../replay-server/server.ts'
import { type Account, type Question, reportText, tablesOf } from './yandex-direct-report.ts'

export const directSetting: Setting = {
  source: yandexDirect,
  yaml: (url) => directYaml(url, 'goals: [11, 22], page_size: 2'),
  secrets: () => ({ DIRECT_TOKEN: 'canary-token' }),
  now: Date.UTC(2026, 6, 20, 9),
}

export const directYaml = (url: string, settings: string, rest = '') => `
name: direct
kind: yandex_direct
account: shop
base_url: ${url}
secrets: {token: DIRECT_TOKEN}
since: 2026-07-01
settings: {${settings}}
${rest}`

const mostQueued = 5
const own = 'shop'

interface Made {
  readonly body: string
  readonly text: string
  polls: number
  isReady: boolean
}

interface Options {
  readonly accounts?: Readonly<Record<string, Partial<Account>>>
  /** How many times a report is asked for before it is there; default: those that begin on an even day, twice. */
  readonly polls?: (question: Question) => number
}

/** An advertiser (or an agency's clients) with three campaigns of two ads a day, and the queue of reports. */
export function directWorld({ accounts = { [own]: {} }, polls = evenDays }: Options = {}) {
  const tables = tablesOf(accounts)
  const made = new Map<string, Made>()
  const restated: { readonly day: string; readonly at: number }[] = []
  const seen = { mostQueued: 0, names: [] as string[], timestamps: [] as string[] }

  function report(asked: Asked, login: string): Reply {
    const { params } = JSON.parse(asked.body) as { params: Question }
    const name = `${login} ${params.ReportName}`
    seen.names.push(name)
    const one = made.get(name) ?? { body: asked.body, text: '', polls: 0, isReady: false }
    if (one.body !== asked.body) return refusal(400, 8000)
    const fresh = one.polls === 0 ? { ...one, text: reportText(tables, login, params, asked.headers) } : one
    made.set(name, fresh)
    fresh.isReady = fresh.polls++ >= polls(params)
    const queued = [...made.values()].filter(({ isReady }) => !isReady).length
    seen.mostQueued = Math.max(seen.mostQueued, queued)
    if (queued > mostQueued) return refusal(400, 9000)
    const headers = { retryIn: '1', reportsInQueue: String(queued), RequestId: '8695244274068608439' }
    if (fresh.isReady) return { headers: { ...headers, Units: '12/23695/64000' }, body: fresh.text }
    return { status: fresh.polls === 1 ? 201 : 202, headers, body: '' }
  }

  function get(list: string, all: readonly object[], { params }: Get): Reply {
    const { Limit = 10_000, Offset = 0 } = params.Page ?? {}
    const end = Offset + Limit
    const more = end < all.length ? { LimitedBy: end } : {}
    return { headers: { Units: '10/20828/64000' }, body: { result: { [list]: all.slice(Offset, end), ...more } } }
  }

  const logins = Object.keys(accounts)
  const spelt = (login: string) => logins.find((one) => one.toLowerCase() === login.toLowerCase()) ?? login
  const listed = (login: string) => ({
    Login: login,
    ClientId: accounts[login]?.clientId ?? logins.indexOf(login) + 1,
    Currency: tables.currencyOf(login),
  })

  function service(name: string, asked: Asked, login: string): Reply {
    const question = JSON.parse(asked.body) as Get
    if (name === 'agencyclients') return get('Clients', logins.map(listed), question)
    if (name === 'clients') {
      if (question.params.Page) return refusal(200, 8000)
      return get('Clients', [listed(login)], question)
    }
    if (name === 'campaigns') return get('Campaigns', tables.campaignsOf(login), question)
    if (name !== 'changes') return refusal(404, 55)
    seen.timestamps.push(question.params.Timestamp!)
    if (/"CampaignIds":\["/.test(asked.body)) return refusal(200, 8000)
    const stat = restated
      .filter(({ at }) => at >= Date.parse(question.params.Timestamp!))
      .map(({ day }) => ({ CampaignId: question.params.CampaignIds![0], BorderDate: day }))
    const Timestamp = '2026-07-20T09:00:00Z'
    return { body: { result: { Modified: stat.length > 0 ? { CampaignsStat: stat } : {}, NotFound: {}, Timestamp } } }
  }

  return {
    ...{ seen, tables },
    answer(asked: Asked): Reply {
      const login = spelt(asked.headers['client-login'] ?? own)
      if (asked.headers.authorization !== 'Bearer canary-token') return refusal(400, 53)
      if (accounts[login]?.isClosed) return refusal(400, 54)
      const [, path] = /^\/json\/v5\/(\w+)$/.exec(asked.path) ?? []
      return path === 'reports' ? report(asked, login) : service(path ?? '', asked, login)
    },
    days: datesBetween('2026-07-01', '2026-07-19'),
    /** Throws the reports away that it has made. */
    forget: () => made.clear(),
    /** Corrects a day; the system announces it with this moment. */
    restate(day: string, at: number): string {
      tables.factors.set(day, (tables.factors.get(day) ?? 1) + 2)
      restated.push({ day, at })
      return day
    },
    change(): string {
      return this.restate('2026-07-18', directSetting.now)
    },
  }
}

const evenDays = ({ SelectionCriteria: { DateFrom } }: Question) => (Number(DateFrom.slice(8)) % 2 === 0 ? 2 : 0)

interface Get {
  readonly params: {
    readonly Page?: { readonly Limit?: number; readonly Offset?: number }
    readonly Timestamp?: string
    readonly CampaignIds?: readonly number[]
  }
}

/** Codes only: the texts come in the language that was asked for. */
export const refusal = (status: number, code: number): Reply => ({
  status,
  body: { error: { request_id: '8695244274068608439', error_code: code, error_string: 'Ошибка', error_detail: '' } },
})
