import { describe, expect, it } from 'vitest'
import { wireText } from '#ingest/exchange/wire-response.ts'
import { classify } from '#ingest/sources/bitrix24/classify.ts'
import { listRequest } from '#ingest/sources/bitrix24/lists.ts'
import { listPage } from '#ingest/sources/bitrix24/pages.ts'
import type { Json } from '#shared/state/state.ts'

/** What a portal makes of an id that is not there: the list from its beginning, nothing at all, or an error. */
type Unfilled = 'begins anew' | 'nothing' | 'error'

interface Portal {
  readonly rows: readonly object[]
  readonly unfilled: Unfilled
  /** false: it fills in no reference at all. */
  readonly links?: boolean
  readonly seconds?: number
  /** Its batches answer nothing to lists. */
  readonly isDumb?: boolean
}

const size = 50
const idOf = (row: object) => Number((row as { ID: unknown }).ID)

function pageAfter({ rows, unfilled }: Portal, after: string | undefined): object[] | undefined {
  if (after === undefined && unfilled === 'error') return undefined
  if (after === undefined && unfilled === 'nothing') return []
  return rows.filter((row) => idOf(row) > Number(after ?? 0)).slice(0, size)
}

/** The answers to a batch whose commands follow one another. */
function batchAnswer(portal: Portal, cmd: Readonly<Record<string, string>>) {
  const result: Record<string, object[]> = {}
  const result_error: Record<string, object> = {}
  for (const [key, text] of Object.entries(cmd)) {
    const after = new URLSearchParams(text.split('?')[1]).get('filter[>ID]') ?? ''
    const [, before] = /^\$result\[(\w+)\]\[49\]\[ID\]$/.exec(after) ?? []
    const last = before && portal.links !== false ? result[before]?.[size - 1] : undefined
    const page = portal.isDumb ? [] : pageAfter(portal, before ? last && String(idOf(last)) : after)
    if (page) result[key] = page
    else result_error[key] = { error: 'ERROR_CORE', error_description: 'wrong filter' }
  }
  return { result, result_error: Object.keys(result_error).length > 0 ? result_error : [] }
}

function answer(portal: Portal, body: string): string {
  const { cmd, filter } = JSON.parse(body) as { cmd?: Record<string, string>; filter?: Record<string, string> }
  const time = { duration: portal.seconds ?? 0.2 }
  return JSON.stringify({ result: cmd ? batchAnswer(portal, cmd) : pageAfter(portal, filter?.['>ID']), time })
}

const slice = { from: '', to: '2026-07-20T00:00:00Z' }

/** All that a pull reads from it: the ids, and how many pages each request has asked for. */
function pulled(portal: Portal) {
  const ids: number[] = []
  const asked: number[] = []
  let next: Json = null
  do {
    const ask = { next, slice } as Parameters<typeof listPage>[1]
    const request = listRequest('crm.deal.list', ask, {})
    const body = String(request.body)
    asked.push(Object.keys((JSON.parse(body) as { cmd?: object }).cmd ?? { one: 1 }).length)
    const response = wireText(answer(portal, body), 200, {})
    expect(classify(response)).toBeUndefined()
    const page = listPage(response, ask, { foreign: [] })
    ids.push(...page.rows.map((row) => idOf(row as object)))
    next = page.next ?? null
  } while (next !== null && asked.length < 500)
  return { ids, asked }
}

/** Ids with gaps, as texts here and numbers there. */
const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ ID: i % 3 ? 7 + i * 3 : String(7 + i * 3), OPPORTUNITY: '1.00' }))

const sizes = [0, 1, 49, 50, 51, 199, 200, 201, 249, 250, 251, 300, 349, 350, 351, 1000, 3000]
const portals: Readonly<Record<string, Omit<Portal, 'rows'>>> = {
  'begins anew where there is no id': { unfilled: 'begins anew' },
  'answers nothing where there is no id': { unfilled: 'nothing' },
  'refuses a command without an id': { unfilled: 'error' },
  'fills in no id, and begins anew': { unfilled: 'begins anew', links: false },
  'fills in no id, and answers nothing': { unfilled: 'nothing', links: false },
  'fills in no id, and refuses': { unfilled: 'error', links: false },
  'answers nothing to lists in a batch': { unfilled: 'nothing', isDumb: true },
}

describe('several pages in one batch', () => {
  it.each(Object.entries(portals))('a portal that %s: every row once', (_, portal) => {
    for (const count of sizes) {
      const rows = rowsOf(count)
      expect(pulled({ ...portal, rows }).ids).toEqual(rows.map(idOf))
    }
  })

  it('begins with single pages, then asks for ever more', () => {
    const { asked } = pulled({ rows: rowsOf(10_000), unfilled: 'begins anew' })
    expect(asked.slice(0, 8)).toEqual([1, 1, 1, 1, 2, 3, 4, 6])
    expect(Math.max(...asked)).toBe(25)
    expect(asked.length).toBeLessThan(25)
    // A short page is the end, also in the midst of a batch.
    expect(pulled({ rows: rowsOf(230), unfilled: 'begins anew' }).asked).toEqual([1, 1, 1, 1, 2])
    expect(pulled({ rows: rowsOf(210), unfilled: 'nothing' }).asked).toEqual([1, 1, 1, 1, 2])
  })

  it('a slow portal is asked for fewer', () => {
    const { asked } = pulled({ rows: rowsOf(3000), unfilled: 'begins anew', seconds: 20 })
    expect(Math.max(...asked)).toBe(2)
  })

  it('an error of the first page is one, of those behind it none', () => {
    const failed = (key: string) =>
      wireText(JSON.stringify({ result: { result: {}, result_error: { [key]: { error: 'ACCESS_DENIED' } } } }), 200, {})
    expect(classify(failed('page_0'))?.action).toBe('GrantAccess')
    expect(classify(failed('page_3'))).toBeUndefined()
  })

  it('a first page that does not go on from there is nobody’s', () => {
    const portal: Portal = { rows: rowsOf(400), unfilled: 'begins anew' }
    const ask = { next: { after: '400', full: 4 }, slice } as unknown as Parameters<typeof listPage>[1]
    const before = listRequest('crm.deal.list', { ...ask, next: { after: '100', full: 4 } }, {})
    const response = wireText(answer(portal, String(before.body)), 200, {})
    expect(() => listPage(response, ask, { foreign: [] })).toThrow('unordered')
  })
})
