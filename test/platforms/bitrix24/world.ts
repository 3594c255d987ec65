import { referredTo } from '#examples/demo/platforms/bitrix24.ts'
import type { Asked, Reply } from '../../replay-server/server.ts'
import { portalData, portalTime } from './data.ts'
import { fieldRows, statusRows, userRows } from './dictionaries.ts'

type Row = Record<string, unknown>
interface Question {
  readonly filter?: Readonly<Record<string, unknown>>
  readonly FILTER?: Readonly<Record<string, unknown>>
  readonly order?: Readonly<Record<string, string>>
  readonly start?: number | string
  readonly select?: object
  readonly entityTypeId?: number | string
}

const size = 50
const time = { start: 1784538000.1, finish: 1784538000.2, duration: 0.1, operating: 0, operating_reset_at: 1784538600 }
const okay = (body: object): Reply => ({ body: { ...body, time } })
const refuse = (status: number, error: string): Reply => ({ status, body: { error, error_description: 'no' } })

export const webhookSecret = 'canary0b24secret1'

/** A portal that speaks Bitrix24's wire format, by an incoming webhook or as an application. */
export function bitrix24World() {
  const data = portalData()
  const queue: Row[] = []
  const state = { refreshes: 0, reserved: 0, keepsQueue: false, forgetsOnRead: false }

  const lists: Readonly<Record<string, readonly Row[]>> = {
    'crm.lead.list': data.lead,
    'crm.deal.list': data.deal,
    'crm.contact.list': data.contact,
    'crm.activity.list': data.activity,
    'voximplant.statistic.get': data.call,
    'crm.status.list': statusRows,
    'user.get': userRows,
  }

  /** The answer of one method, without its time. */
  function call(method: string, asked: Question): object | undefined {
    if (method === 'crm.category.list') {
      const categories = [
        { id: 0, name: 'Общая', entityTypeId: 2 },
        { id: 3, name: 'Опт', entityTypeId: 2 },
      ]
      return { result: { categories }, total: 2 }
    }
    if (method === 'crm.lead.fields') return { result: fieldRows.lead }
    if (method === 'crm.deal.fields') return { result: fieldRows.deal }
    const steps = Number(asked.entityTypeId) === 1 ? data.history.lead : data.history.deal
    const items = { 'crm.stagehistory.list': steps, 'crm.item.list': data.items[String(asked.entityTypeId)] ?? [] }
    if (method in items) return { result: { items: chosen(items[method as 'crm.item.list'], asked).slice(0, size) } }
    const rows = lists[method]
    if (!rows) return undefined
    const all = chosen(rows, asked)
    const start = Number(asked.start ?? 0)
    const isIds = Object.values(asked.select ?? {}).join() === 'ID'
    if (start < 0) return { result: all.slice(0, size).map((row) => (isIds ? { ID: row.ID } : row)) }
    const next = start + size < all.length ? { next: start + size } : {}
    return { result: all.slice(start, start + size), ...next, total: all.length }
  }

  function batch(cmd: Record<string, string>): Reply {
    const result: Record<string, unknown> = {}
    for (const [key, text] of Object.entries(cmd)) {
      const [method = '', query = ''] = text.split('?')
      result[key] = (call(method, fromPhp(query, result)) as { result: unknown } | undefined)?.result
    }
    return okay({ result: { result, result_error: [], result_total: [], result_next: [] } })
  }

  function offline(method: string, { process_id }: { process_id?: string }): Reply {
    if (method === 'event.offline.clear') {
      if (state.keepsQueue) return refuse(403, 'ACCESS_DENIED')
      for (const one of queue.splice(0)) if (one.PROCESS_ID !== process_id) queue.push(one)
      return okay({ result: true })
    }
    if (state.forgetsOnRead) return okay({ result: { process_id: null, events: queue.splice(0, size) } })
    const free = queue.filter((one) => !one.PROCESS_ID || one.PROCESS_ID === process_id).slice(0, size)
    const process = process_id ?? `p${++state.reserved}`
    for (const one of free) one.PROCESS_ID = process
    return okay({ result: { process_id: process, events: free } })
  }

  return {
    ...{ data, queue, state },
    answer({ path, query, headers, body }: Asked): Reply {
      if (path === '/oauth/token/') {
        const valid = query.get('refresh_token') === `canary-refresh-${state.refreshes}`
        if (!valid) return refuse(400, 'invalid_grant')
        state.refreshes++
        const refresh_token = `canary-refresh-${state.refreshes}`
        return { body: { access_token: `canary-access-${state.refreshes}`, expires_in: 3600, refresh_token } }
      }
      const [, user, method = ''] = /^\/rest\/(?:1\/(\w+)\/)?([\w.]+)\.json$/.exec(path) ?? []
      const isSigned =
        user === undefined
          ? headers.authorization === `Bearer canary-access-${state.refreshes}`
          : user === webhookSecret
      if (!isSigned) return refuse(401, user === undefined ? 'expired_token' : 'INVALID_CREDENTIALS')
      const asked = JSON.parse(body || '{}') as Question & { cmd?: Record<string, string>; process_id?: string }
      if (method === 'batch') return batch(asked.cmd ?? {})
      if (method.startsWith('event.offline.')) return offline(method, asked)
      const answered = call(method, asked)
      return answered ? okay(answered) : refuse(404, 'ERROR_METHOD_NOT_FOUND')
    },
    drop(kind: 'lead' | 'deal', id: string) {
      const at = data[kind].findIndex(({ ID }) => ID === id)
      data[kind].splice(at, 1)
    },
    change(): string {
      data.lead[2]!.DATE_MODIFY = '2026-07-20T12:00:00+03:00'
      data.lead[2]!.STATUS_ID = 'JUNK'
      return 'crm.p1.leads.'
    },
    tie() {
      const newest = Math.max(...data.lead.map(({ DATE_MODIFY }) => Date.parse(String(DATE_MODIFY))))
      data.lead.push({ ...data.lead[0], ID: '900', DATE_MODIFY: portalTime(newest) })
      return { record: 'lead' as const, rows: data.lead.length }
    },
  }
}

/** Filters as the REST core reads them: an operation before the name. */
function chosen(rows: readonly Row[], { filter, FILTER, order }: Question): readonly Row[] {
  const conditions = Object.entries(filter ?? FILTER ?? {})
  const found = rows.filter((row) => conditions.every(([name, wanted]) => holds(row, name, wanted)))
  const numbers = found.toSorted((a, b) => Number(a.ID ?? a.id) - Number(b.ID ?? b.id))
  return order?.ID === 'DESC' ? numbers.reverse() : numbers
}

function holds(row: Row, condition: string, wanted: unknown): boolean {
  const [, sign = '', name = ''] = /^([<>=@]*)(\w+)$/.exec(condition) ?? []
  const list = Array.isArray(wanted) ? wanted.map(String) : undefined
  if (list) return list.includes(String(row[name]))
  const isId = name === 'ID' || name === 'id'
  const place = (value: unknown) => (isId ? Number(value) : Date.parse(String(value)))
  if (sign === '' || sign === '=') return String(row[name]) === String(wanted)
  const step = place(row[name]) - place(wanted)
  return (sign.startsWith('>') ? step > 0 : step < 0) || (sign.endsWith('=') && step === 0)
}

/** `filter[@ID][0]=1&filter[@ID][1]=2&select[0]=ID`; `$result[page_0][49][ID]` is what stands there in the results so far. */
function fromPhp(query: string, results: Readonly<Record<string, unknown>>): Question {
  const root: Record<string, Record<string, string | string[]>> & Record<string, unknown> = {}
  for (const [key, written] of new URLSearchParams(query)) {
    const value = written.startsWith('$result[') ? referredTo(written, results) : written
    const [, name = '', part, place] = /^(\w+)(?:\[([^\]]*)\])?(?:\[(\d+)\])?/.exec(key) ?? []
    if (part === undefined) root[name] = value as never
    else root[name] = { ...root[name], [part]: place === undefined ? value : [...(root[name]?.[part] ?? []), value] }
  }
  return root as Question
}
