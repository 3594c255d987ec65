import { amocrm } from '#ingest/sources/amocrm/index.ts'
import type { Setting } from '../builders/test-source-run.ts'
import type { Asked, Reply } from '../replay-server/server.ts'
import * as data from './amocrm-data.ts'

export const amocrmYaml = (url: string) => `
name: crm
kind: amocrm
account: example
base_url: ${url}
secrets: {refresh: AMO_REFRESH, client_secret: AMO_CLIENT_SECRET, hook: AMO_HOOK}
since: 2026-07-01
settings: {client_id: 11-22, redirect_uri: "https://concord.example/", page_size: 5, events_page_size: 4}
fields: {region: "1", budget: "2", verdict: "7"}
stages: {"31/*": Продажи, "31/102": Взяли в работу}
`

export const amocrmSetting: Setting = {
  source: amocrm,
  yaml: amocrmYaml,
  secrets: () => ({
    AMO_REFRESH: 'canary-refresh-0',
    AMO_CLIENT_SECRET: 'canary-client-secret',
    AMO_HOOK: 'canary-hook-secret-0123456789',
  }),
  now: Date.UTC(2026, 6, 20, 9),
}

export const canaries = [
  ...['canary-refresh', 'canary-access', 'canary-client-secret', 'canary-hook', 'canary-name', 'canary-mail'],
  ...['000-00-01', '79120000001', '10.11.12.13'],
]

/** An account of a small company; its lists are filtered, ordered and paged as the real ones are. */
export function amocrmWorld() {
  const lists: Record<string, data.Entity[]> = {
    'leads/pipelines': [...data.pipelines],
    'leads/loss_reasons': [{ id: 9, name: 'Дорого', created_at: 0 }],
    'leads/custom_fields': [...data.fields],
    'leads/unsorted': [1, 2].map(data.enquiryOf),
    /** The bin. */
    deleted: [],
    users: [{ id: 504, name: 'Менеджер', email: 'canary-mail@example.org', created_at: 0 }],
    leads: Array.from({ length: 12 }, (_, i) => data.leadOf(i)),
    contacts: Array.from({ length: 6 }, (_, i) => data.personOf(700 + i, 'Иван')),
    companies: [data.personOf(800, 'ООО')],
    tasks: Array.from({ length: 7 }, (_, i) => data.taskOf(i)),
    events: Array.from({ length: 9 }, (_, i) => data.eventOf(i)),
    'leads/notes': Array.from({ length: 6 }, (_, i) => data.noteOf(i, '9000000000000000001')),
    'contacts/notes': [data.noteOf(50, 701)],
    'companies/notes': [],
  }
  const asked = { refreshes: 0 }
  let generation = 0

  function list({ path, query }: Asked): Reply {
    const name = path.replace('/api/v4/', '')
    const rows = lists[query.get('with') === 'only_deleted' ? 'deleted' : name]
    if (!rows) return { status: 404, body: { title: 'Not Found', status: 404, detail: '' } }
    const found = wanted(rows, name, query)
    const [page, limit] = [Number(query.get('page')), Number(query.get('limit'))]
    const shown = found.slice((page - 1) * limit, page * limit)
    // Past the end, and where there is nothing at all.
    if (shown.length === 0) return { status: 204 }
    const href = (number: number) => ({ href: `https://example.amocrm.ru${path}?limit=${limit}&page=${number}` })
    const next = page * limit < found.length ? { next: href(page + 1) } : {}
    const key = name.replace(/^.*\//, '')
    return { body: { _page: page, _links: { self: href(page), ...next }, _embedded: { [key]: shown } } }
  }

  function token({ body }: Asked): Reply {
    asked.refreshes++
    const given = JSON.parse(body) as Record<string, string>
    if (given.refresh_token !== `canary-refresh-${generation}` || given.client_secret !== 'canary-client-secret') {
      return { status: 400, body: { hint: 'Refresh token is invalid', title: 'Некорректный запрос', status: 400 } }
    }
    generation++
    const tokens = { access_token: `canary-access-${generation}`, refresh_token: `canary-refresh-${generation}` }
    return { body: { token_type: 'Bearer', expires_in: 86_400, ...tokens } }
  }

  return {
    lists,
    asked,
    /** What is read next is refused once. */
    expire: () => void generation++,
    answer(one: Asked): Reply {
      if (one.path === '/oauth2/access_token') return token(one)
      if (one.headers.authorization !== `Bearer canary-access-${generation}`) {
        return { status: 401, body: { title: 'Unauthorized', type: 'about:blank', status: 401, detail: '' } }
      }
      if (one.path === '/api/v4/account') {
        const _embedded = { datetime_settings: { timezone: 'Europe/Moscow' } }
        return { body: { id: 77, name: 'canary-name', subdomain: 'example', currency: 'RUB', _embedded } }
      }
      return list(one)
    },
    change(): string {
      Object.assign(lists.leads![3]!, { price: 99, updated_at: data.seconds(Date.UTC(2026, 6, 20, 9)) })
      return '.leads.'
    },
    tie() {
      lists.leads!.push(data.leadOf(100, { updated_at: lists.leads!.at(-1)!.updated_at }))
      return { record: 'lead' as const, rows: lists.leads!.length + lists['leads/unsorted']!.length }
    },
  }
}

function wanted(rows: readonly data.Entity[], name: string, query: URLSearchParams): readonly data.Entity[] {
  const ids = query.getAll('filter[id][]')
  if (ids.length > 0) return rows.filter(({ id }) => ids.includes(String(id)))
  const by = name === 'events' ? 'created_at' : 'updated_at'
  const [from, to] = [query.get(`filter[${by}][from]`) ?? 0, query.get(`filter[${by}][to]`) ?? Number.POSITIVE_INFINITY]
  const types = query.getAll('filter[type][]')
  const found = rows.filter((row) => {
    const at = row[by] ?? row.created_at
    return (
      Number(at) >= Number(from) && Number(at) <= Number(to) && (types.length === 0 || types.includes(String(row.type)))
    )
  })
  // The log comes newest first, whatever is asked.
  if (name === 'events') return found.toSorted((a, b) => b.created_at - a.created_at)
  return query.has('order[updated_at]') ? found.toSorted((a, b) => Number(a.updated_at) - Number(b.updated_at)) : found
}
