import { stages } from '../decisions.ts'
import type { DemoCompany } from '../generate.ts'
import { managers } from '../people.ts'
import { type AmoRow, contactOf, eventsOf, idsOf, leadOf, notesOf, pipeline } from './amocrm-rows.ts'
import type { Asked, Reply, System } from './serve.ts'

/** The company's account: lists that are filtered, ordered and paged. */
export function amocrm({ cards }: DemoCompany, token: string): System {
  const lists: Readonly<Record<string, readonly AmoRow[]>> = {
    'leads/pipelines': [pipelines],
    'leads/loss_reasons': named([...idsOf(cards.map(({ lostReason }) => lostReason))].map(([name]) => name)),
    users: named(managers.map(([name]) => name)),
    leads: cards.map(leadOf),
    contacts: cards.map(contactOf),
    'leads/notes': cards.flatMap(notesOf),
    events: cards.flatMap(eventsOf),
  }
  return (asked) => {
    if (asked.headers.authorization !== `Bearer ${token}`) return problem(401)
    const name = asked.path.replace('/api/v4/', '')
    if (name === 'account') return { body: account }
    return known.has(name) ? pageOf(asked, name, lists[name] ?? []) : problem(404)
  }
}

const known = new Set([
  ...['leads/pipelines', 'leads/loss_reasons', 'leads/custom_fields', 'leads/unsorted', 'users'],
  ...['leads', 'contacts', 'companies', 'tasks', 'events', 'leads/notes', 'contacts/notes', 'companies/notes'],
])

const account = {
  ...{ id: 77, name: 'Загородный дом', subdomain: 'zagorodny-dom', currency: 'RUB' },
  _embedded: { datetime_settings: { timezone: 'Europe/Moscow' } },
}

const named = (names: readonly string[]): AmoRow[] =>
  names.map((name, i) => ({ ...{ id: i + 1, name, created_at: 0, updated_at: 0 } }))

const pipelines: AmoRow = {
  ...{ id: pipeline.id, name: pipeline.name, created_at: 0, updated_at: 0 },
  _embedded: { statuses: Object.values(stages).map((name) => ({ id: pipeline.statuses[name], name, type: 0 })) },
}

/** Past the end, and where there is nothing at all, is a 204. */
function pageOf({ path, query }: Asked, name: string, rows: readonly AmoRow[]): Reply {
  const found = chosen(rows, name, query)
  const [page, limit] = [Number(query.get('page')), Number(query.get('limit'))]
  const shown = found.slice((page - 1) * limit, page * limit)
  if (shown.length === 0) return { status: 204 }
  const link = (number: number) => ({ href: `https://crm.example${path}?limit=${limit}&page=${number}` })
  const next = page * limit < found.length ? { next: link(page + 1) } : {}
  const key = name.replace(/^.*\//, '')
  return { body: { _page: page, _links: { self: link(page), ...next }, _embedded: { [key]: shown } } }
}

function chosen(rows: readonly AmoRow[], name: string, query: URLSearchParams): readonly AmoRow[] {
  const ids = new Set(query.getAll('filter[id][]'))
  if (ids.size > 0) return rows.filter(({ id }) => ids.has(String(id)))
  const by = name === 'events' ? 'created_at' : 'updated_at'
  const from = Number(query.get(`filter[${by}][from]`) ?? 0)
  const to = Number(query.get(`filter[${by}][to]`) ?? Number.POSITIVE_INFINITY)
  const found = rows.filter((row) => row[by] >= from && row[by] <= to)
  // The log comes newest first, whatever is asked.
  if (name === 'events') return found.toSorted((a, b) => b.created_at - a.created_at)
  return query.has('order[updated_at]') ? found.toSorted((a, b) => a.updated_at - b.updated_at) : found
}

const problem = (status: number): Reply => ({ status, body: { title: '', type: 'about:blank', status, detail: '' } })
