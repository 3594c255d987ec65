import { datesBetween } from '#shared/time/dates.ts'
import type { Asked, Reply } from '../../replay-server/server.ts'
import { refusal } from '../yandex-direct.ts'
import type { Question } from '../yandex-direct-report.ts'
import type { LivedCampaign, Shown } from './ad-ledger.ts'
import { type DirectBooks, type DirectClient, gross } from './direct-books.ts'

interface Made {
  readonly body: string
  readonly text: string
  readonly at: number
  polls: number
}

const reportLife = 5 * 3_600_000

interface Get {
  readonly params: {
    readonly Page?: { readonly Limit: number; readonly Offset: number }
    readonly Timestamp?: string
    readonly CampaignIds?: readonly number[]
  }
}

/** What Direct answers of its books; reports are made when they are first asked for, and not all at once. */
export function directApi(books: DirectBooks, clock: { now(): number }) {
  const made = new Map<string, Made>()

  function report(asked: Asked, client: DirectClient): Reply {
    const { params } = JSON.parse(asked.body) as { params: Question }
    const name = `${client.id} ${params.ReportName}`
    const standing = made.get(name)
    const isThere = standing !== undefined && clock.now() - standing.at < reportLife
    const one = isThere ? standing : { body: asked.body, text: textOf(client, params), at: clock.now(), polls: 0 }
    made.set(name, one)
    if (one.body !== asked.body) return refusal(400, 8000)
    const headers = { retryIn: '30', reportsInQueue: '1', Units: '12/23695/64000' }
    // Those of few days are made at once.
    const { DateFrom, DateTo } = params.SelectionCriteria
    const polls = datesBetween(DateFrom, DateTo).length % 3
    if (one.polls++ >= polls) return { headers, body: one.text }
    return { status: one.polls === 1 ? 201 : 202, headers, body: '' }
  }

  function get(list: string, all: readonly object[], { params }: Get): Reply {
    const { Limit, Offset } = params.Page ?? { Limit: 10_000, Offset: 0 }
    const more = Offset + Limit < all.length ? { LimitedBy: Offset + Limit } : {}
    return { body: { result: { [list]: all.slice(Offset, Offset + Limit), ...more } } }
  }

  function changes(client: DirectClient, { params }: Get): Reply {
    const since = Date.parse(params.Timestamp!)
    const days = books.changed.filter(({ login, at }) => login === client.id && at >= since).map(({ day }) => day)
    const [BorderDate] = days.sort()
    const stat = BorderDate === undefined ? {} : { CampaignsStat: [{ CampaignId: params.CampaignIds![0], BorderDate }] }
    return { body: { result: { Modified: stat, NotFound: {} } } }
  }

  const listed = ({ id, clientId, currency }: DirectClient) => ({ Login: id, ClientId: clientId, Currency: currency })

  return {
    loseReports: () => made.clear(),
    answer(asked: Asked, isSick: boolean): Reply {
      const [, service] = /^\/json\/v5\/(\w+)$/.exec(asked.path) ?? []
      const question = JSON.parse(asked.body) as Get
      const ours = books.clients.filter(({ isOurs }) => isOurs)
      if (service === 'agencyclients') return get('Clients', ours.map(listed), question)
      const login = asked.headers['client-login']
      const client = books.clients.find(({ id }) => login !== undefined && isSameLogin(id, login))
      if (!client?.isOurs) return refusal(400, 54)
      if (isSick && client.refusedUntil > clock.now())
        return refusal(client.refusal === 1002 ? 500 : 400, client.refusal!)
      if (service === 'changes' && isSick && client.untoldUntil > clock.now()) return refusal(400, 3000)
      if (service === 'reports') return report(asked, client)
      if (service === 'clients') return get('Clients', [listed(client)], question)
      if (service === 'campaigns') return get('Campaigns', client.campaigns.map(campaignOf), question)
      return service === 'changes' ? changes(client, question) : refusal(404, 55)
    },
  }
}

const plain = (login: string) => login.toLowerCase().replaceAll('.', '-')
export const isSameLogin = (a: string, b: string): boolean => plain(a) === plain(b)

const campaignOf = ({ id, name, isDeleted }: LivedCampaign) => ({
  ...{ Id: Number(id), Name: name, State: isDeleted ? 'ARCHIVED' : 'ON' },
})

function textOf(client: DirectClient, { SelectionCriteria, FieldNames, Goals = [], IncludeVAT }: Question): string {
  const columns = FieldNames.flatMap((field) =>
    /^(Conversions|Revenue)$/.test(field) ? Goals.map((goal) => `${field}_${goal}_AUTO`) : [field],
  )
  const names = new Map(client.campaigns.map(({ id, name }) => [id, name]))
  const rows = datesBetween(SelectionCriteria.DateFrom, SelectionCriteria.DateTo).flatMap((day) =>
    [...(client.days.get(day) ?? [])].flatMap(([id, shown]) =>
      halves(shown, FieldNames.includes('AdId')).map((part, i) => {
        const cell = cellsOf({ day, id, name: names.get(id) ?? '', ad: i, hasVat: IncludeVAT === 'YES' }, part)
        return columns.map((column) => quoted(cell(column))).join('\t')
      }),
    ),
  )
  return [columns.join('\t'), ...rows, `Total rows: ${rows.length}`, ''].join('\n')
}

/** Two ads, of which one has got it all but a piece. */
function halves(shown: Shown, isByAd: boolean): readonly Shown[] {
  if (!isByAd) return [shown]
  const none = { impressions: 0, clicks: 0, cost: 0n, reached: new Map() }
  return shown.impressions > 10
    ? [
        { ...shown, impressions: shown.impressions - 10 },
        { ...none, impressions: 10 },
      ]
    : [shown]
}

interface Place {
  readonly day: string
  readonly id: string
  readonly name: string
  readonly ad: number
  readonly hasVat: boolean
}

const cellsOf =
  ({ day, id, name, ad, hasVat }: Place, shown: Shown) =>
  (column: string) => {
    const [field, goal = ''] = column.split('_')
    const reached = shown.reached.get(goal)
    const cells: Readonly<Record<string, () => string>> = {
      Date: () => day,
      CampaignId: () => id,
      CampaignName: () => name,
      AdGroupId: () => `${id}1`,
      AdGroupName: () => 'группа',
      AdId: () => `${id}1${ad}`,
      Criterion: () => '---autotargeting',
      Impressions: () => String(shown.impressions),
      Clicks: () => String(shown.clicks),
      Cost: () => decimal(gross(shown.cost, hasVat)),
      Conversions: () => (reached ? String(reached.count) : '--'),
      Revenue: () => (reached ? decimal(reached.value) : '--'),
    }
    return cells[field!]!()
  }

const decimal = (micros: bigint) => `${micros / 1_000_000n}.${String((micros % 1_000_000n) / 10_000n).padStart(2, '0')}`

const quoted = (cell: string) => (/["\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
