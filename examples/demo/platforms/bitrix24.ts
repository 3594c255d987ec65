import type { DemoCompany } from '../generate.ts'
import {
  type BitrixRow,
  callRows,
  contactRow,
  dealRow,
  historyRows,
  leadRow,
  statusRows,
  userRows,
} from './bitrix24-rows.ts'
import type { Reply, System } from './serve.ts'

interface Question {
  readonly filter?: Readonly<Record<string, unknown>>
  readonly FILTER?: Readonly<Record<string, unknown>>
  readonly start?: number
  readonly entityTypeId?: number
  readonly cmd?: Readonly<Record<string, string>>
}

/** Fixed by the system. */
const pageSize = 50

/** The company's portal, by an incoming webhook. */
export function bitrix24({ cards }: DemoCompany, token: string, sourceOf: (utm: string) => string): System {
  const history = historyRows(cards)
  const lists: Readonly<Record<string, readonly BitrixRow[]>> = {
    'crm.lead.list': cards.map((card) => leadRow(card, sourceOf)),
    'crm.deal.list': cards.map(dealRow),
    'crm.contact.list': cards.map(contactRow),
    'crm.activity.list': [],
    'voximplant.statistic.get': callRows(cards),
    'crm.status.list': statusRows,
    'user.get': userRows,
  }

  function call(method: string, asked: Question): object {
    if (method === 'crm.category.list') {
      return { result: { categories: [{ id: 0, name: 'Продажа домов', entityTypeId: 2 }] }, total: 1 }
    }
    if (method === 'crm.stagehistory.list') {
      return { result: { items: asked.entityTypeId === 1 ? chosen(history, asked).slice(0, pageSize) : [] } }
    }
    return listed(chosen(lists[method] ?? [], asked), asked.start ?? 0)
  }

  /** Commands may take what those before them have answered. The portal has no fields of its own. */
  function batch(cmd: Readonly<Record<string, string>>) {
    const result: Record<string, unknown> = {}
    for (const [key, text] of Object.entries(cmd)) {
      const [method = '', query = ''] = text.split('?')
      const answer = call(method, questionOf(query, result)) as { readonly result: unknown }
      result[key] = /\.fields$/.test(method) ? { ID: { type: 'integer' } } : answer.result
    }
    return { result, result_error: [], result_total: [], result_next: [] }
  }

  return ({ path, body }) => {
    const [, secret, method = ''] = /^\/rest\/1\/([^/]+)\/([\w.]+)\.json$/.exec(path) ?? []
    if (secret !== token) return refusal(401, 'INVALID_CREDENTIALS')
    const asked = JSON.parse(body || '{}') as Question
    if (method === 'batch') return { body: { result: batch(asked.cmd ?? {}), time } }
    if (!known.has(method) && !lists[method]) return refusal(404, 'ERROR_METHOD_NOT_FOUND')
    return { body: { ...call(method, asked), time } }
  }
}

const known = new Set(['crm.category.list', 'crm.stagehistory.list'])
const time = { start: 1_793_512_800, finish: 1_793_512_800.1, duration: 0.1, operating: 0 }

/** `start: -1` is a page without a count; else there is an offset to go on at. */
function listed(rows: readonly BitrixRow[], start: number): object {
  if (start < 0) return { result: rows.slice(0, pageSize) }
  const next = start + pageSize < rows.length ? { next: start + pageSize } : {}
  return { result: rows.slice(start, start + pageSize), ...next, total: rows.length }
}

/** What stands at `$result[page_0][49][ID]` in the results of a batch so far. */
export function referredTo(reference: string, results: Readonly<Record<string, unknown>>): string {
  const path = [...reference.matchAll(/\[(\w+)\]/g)].map(([, name = '']) => name)
  return String(path.reduce((value: unknown, name) => Object(value)[name], results) ?? '')
}

/** `filter[>ID]=7&filter[@ID][0]=1&start=-1` */
function questionOf(query: string, results: Readonly<Record<string, unknown>>): Question {
  const filter: Record<string, unknown> = {}
  const given = new URLSearchParams(query)
  for (const [name, text] of given) {
    const [, condition, place] = /^filter\[([^\]]+)\](?:\[(\d+)\])?$/.exec(name) ?? []
    if (condition === undefined) continue
    const value = text.startsWith('$result[') ? referredTo(text, results) : text
    filter[condition] = place === undefined ? value : [...((filter[condition] as string[]) ?? []), value]
  }
  return { filter, start: Number(given.get('start') ?? 0), entityTypeId: Number(given.get('entityTypeId')) }
}

/** Lists stand in the order of their ids. */
function chosen(rows: readonly BitrixRow[], { filter, FILTER }: Question): readonly BitrixRow[] {
  const tests = Object.entries(filter ?? FILTER ?? {}).map(testOf)
  return rows.filter((row) => tests.every((test) => test(row)))
}

/** An operation stands before the name: `>ID`, `>=DATE_MODIFY`. */
function testOf([condition, wanted]: [string, unknown]): (row: BitrixRow) => boolean {
  const [, sign = '', name = ''] = /^(>=|>|@|)(\w+)$/.exec(condition) ?? []
  if (sign === '@') return (row) => (wanted as readonly string[]).includes(String(row[name]))
  if (sign === '') return (row) => String(row[name]) === String(wanted)
  const place = (value: unknown) => (name === 'ID' ? Number(value) : Date.parse(String(value)))
  const from = place(wanted)
  return sign === '>' ? (row) => place(row[name]) > from : (row) => place(row[name]) >= from
}

const refusal = (status: number, error: string): Reply => ({ status, body: { error, error_description: '' } })
