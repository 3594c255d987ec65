import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { formMap, jsonMap } from '#ingest/door/form-map.ts'
import { classifyStatus } from '#ingest/exchange/classify.ts'
import { wireText } from '#ingest/exchange/wire-response.ts'
import { type Case, readCase } from '#ingest/pull/read-case.ts'
import { batchRequest, phpQuery, readBatch } from '#ingest/sources/bitrix24/batch.ts'
import { classify } from '#ingest/sources/bitrix24/classify.ts'
import { door } from '#ingest/sources/bitrix24/door.ts'
import { rowsIn } from '#ingest/sources/bitrix24/envelope.ts'
import { bitrix24, bitrix24App } from '#ingest/sources/bitrix24/index.ts'
import { readJson } from '#shared/json/read.ts'
import { bitrix24AppSetting, bitrix24Setting } from './platforms/bitrix24.ts'

const keys = ['a', 'b']
const batch = (result: unknown, result_error: unknown) =>
  readBatch(readJson(JSON.stringify({ result: { result, result_error, result_total: [] } })), keys)

describe('a batch is always 200', () => {
  it.each([
    ['[]', []],
    ['{}', {}],
    ['null', null],
    ['absent', undefined],
  ])('errors that are %s are none', (_, errors) => {
    const { results, errors: found } = batch({ a: [], b: null }, errors)
    expect([...results.keys()]).toEqual(keys)
    expect(found).toEqual([])
  })

  it('an object of errors says which command it was', () => {
    expect(batch({ a: [1] }, { b: { error: 'insufficient_scope' } }).errors).toEqual([
      { key: 'b', code: 'insufficient_scope' },
    ])
  })

  it('a plain list of errors does not, and still counts', () => {
    expect(batch({ b: [] }, [{ error: 'X' }]).errors).toEqual([{ key: null, code: 'X' }])
    expect(batch([], [{ error: 'X' }, { error: '' }]).errors.map(({ code }) => code)).toEqual(['X', 'BATCH_ERROR'])
  })

  it('a lost command is an error', () => {
    const lost = expect.objectContaining({ name: 'FixContractError', code: 'BATCH_LOST' })
    expect(() => batch({ a: [] }, [])).toThrow(lost)
    expect(() => batch([], { a: { error: 'X' } })).toThrow(lost)
    expect(() => batch({ a: [], c: [] }, [])).toThrow(lost)
    expect(() => readBatch({}, keys)).toThrow(expect.objectContaining({ code: 'BATCH_SHAPE' }))
  })

  it('numbers are no keys, and 50 is the most', () => {
    const command = { method: 'user.get', params: {} }
    expect(() => batchRequest({ 0: command })).toThrow()
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`c${i}`, command]))
    expect(() => batchRequest(many(51))).toThrow()
    expect(batchRequest(many(50)).path).toBe('batch.json')
  })

  it('parameters are written as PHP reads them', () => {
    expect(phpQuery({ filter: { '>=ID': 1 }, select: ['ID', 'a b'], start: -1 })).toBe(
      'filter[%3E%3DID]=1&select[0]=ID&select[1]=a%20b&start=-1',
    )
  })
})

it('rows stand in containers of many kinds', () => {
  for (const result of [
    [1, 2],
    { items: [1, 2] },
    { tasks: [1, 2], x: 'y' },
    { 0: 1, 5: 2 },
    { users: { 3: 1, 7: 2 } },
  ])
    expect(rowsIn(result)).toEqual([1, 2])
  expect(rowsIn([])).toEqual([])
  expect(rowsIn({})).toEqual([])
  for (const result of [null, false, 'x', undefined, { a: [1], b: [2] }]) expect(() => rowsIn(result)).toThrow()
})

it('ID is asked for and id may be answered, as text or number; the page goes on after the last one', () => {
  const rows = Array.from({ length: 50 }, (_, i) => ({
    id: i % 2 ? i + 1 : String(i + 1),
    createdTime: '2026-07-01T10:00:00+03:00',
  }))
  const read = (given: object[], next: string | null) =>
    readCase(bitrix24, bitrix24Setting.yaml(''), { resource: 'deals', next }, JSON.stringify({ result: given }))
  expect(read(rows, null)).toMatchObject({ next: { after: '50', full: 1 }, bad: [] })
  expect(read(rows, null).rows.length).toBe(50)
  expect(read(rows.slice(0, 7), null).next).toBeNull()
  // A filter that is passed over would begin again and again.
  expect(() => read(rows, '20')).toThrow('unordered')
  expect(() => read([...rows].reverse(), null)).toThrow('unordered')
})

it('rows of another list are refused whole', () => {
  const read = (resource: string, row: object) =>
    readCase(bitrix24, bitrix24Setting.yaml(''), { resource }, JSON.stringify({ result: [row] }))
  expect(() => read('deals', { ID: '1', STATUS_ID: 'NEW' })).toThrow('another list')
  expect(() => read('leads', { ID: '1', STAGE_ID: 'NEW' })).toThrow('another list')
  expect(() => read('calls', { ID: '1', OWNER_ID: '1' })).toThrow('another list')
})

const actionOf = (status: number, body: string) => {
  const response = wireText(body, status, {})
  return (classify(response) ?? classifyStatus(response, 0))?.action
}

describe('the code decides, not the status', () => {
  const renamed = (status: number, code: string) => actionOf(status, JSON.stringify({ problem: code }))

  it.each([
    [401, 'expired_token', 'Reauthorise'],
    [401, 'NO_AUTH_FOUND', 'Reauthorise'],
    [401, 'wrong_client', 'Reauthorise'],
    [401, 'PAYMENT_REQUIRED', 'GrantAccess'],
    [403, 'ACCESS_DENIED', 'GrantAccess'],
    [403, 'INVALID_CREDENTIALS', 'GrantAccess'],
    [403, 'insufficient_scope', 'GrantAccess'],
    [503, 'QUERY_LIMIT_EXCEEDED', 'WaitThenRetry'],
    [429, 'OPERATION_TIME_LIMIT', 'WaitThenRetry'],
    [503, 'OVERLOAD_LIMIT', 'GrantAccess'],
    [400, 'ERROR_BATCH_LENGTH_EXCEEDED', 'FixContract'],
    [200, 'SOMETHING_NEW', 'FixContract'],
    [500, 'INTERNAL_SERVER_ERROR', 'RetryWithBackoff'],
    [503, 'SOMETHING_NEW', 'RetryWithBackoff'],
  ])('%d %s is %s', (status, error, action) => {
    expect(actionOf(status, JSON.stringify({ error, error_description: 'Текст' }))).toBe(action)
  })

  it('under another name the codes would not be seen', () => {
    expect(renamed(401, 'PAYMENT_REQUIRED')).toBe('Reauthorise')
    expect(renamed(503, 'OVERLOAD_LIMIT')).toBe('RetryWithBackoff')
  })

  it('an error inside a batch is the batch’s', () => {
    const inner = (errors: unknown) => actionOf(200, JSON.stringify({ result: { result: [], result_error: errors } }))
    expect(inner({ a: { error: 'QUERY_LIMIT_EXCEEDED' } })).toBe('WaitThenRetry')
    expect(inner([{ error: 'insufficient_scope' }])).toBe('GrantAccess')
    expect(inner([])).toBeUndefined()
    expect(inner({})).toBeUndefined()
  })
})

describe('webhooks', () => {
  const form = (text: string) => door.hints(formMap(Buffer.from(text)))
  it.each([
    ['event=ONCRMDEALUPDATE&data%5BFIELDS%5D%5BID%5D=759&ts=1736405807', 'deal', '759'],
    ['event=oncrmleadupdate&data[FIELDS][ID]=9000000000000000&ts=x', 'lead', '9000000000000000'],
    ['event=oncrmleaddelete&data[FIELDS][ID]=9000000000000000&ts=x', 'deleted', '1-9000000000000000'],
    ['event=ONCRMDYNAMICITEMDELETE&data[FIELDS][ID]=23&data[FIELDS][ENTITY_TYPE_ID]=1220', 'deleted', '1220-23'],
    ['event=ONCRMDYNAMICITEMDELETE_128&data[FIELDS][ID]=23&data[FIELDS][ENTITY_TYPE_ID]=128', 'deleted', '128-23'],
  ])('%s', (text, entity, id) => expect(form(text)).toMatchObject([{ entity, id }]))

  it.each([
    'event=ONCRMDEALUSERFIELDADD&data[FIELDS][ID]=5',
    'event=ONCRMDEALADD&data[FIELDS][ID]=x',
    'event=ONCRMDYNAMICITEMUPDATE&data[FIELDS][ID]=5&data[FIELDS][ENTITY_TYPE_ID]=31',
    'event=ONCRMDYNAMICITEMDELETE&data[FIELDS][ID]=5',
    'event=ONCRMCONTACTDELETE',
    'event=ONTASKADD',
    '',
  ])('%s names nothing to read', (text) => expect(form(text)).toEqual([]))
})

const shared = resolve(process.env.CONCORD_SHARED ?? resolve(import.meta.dirname, '../../shared'), 'fixtures/bitrix24')
const here = existsSync(shared)
const snapshots = resolve(import.meta.dirname, 'fixtures/sources/bitrix24/shared')
const bigints = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)
const body = (name: string) => readFileSync(join(shared, name), 'utf8')

/** Which question each recorded answer belongs to, by the method in its name. */
const questions: Readonly<Record<string, Omit<Case, 'resource'> & { readonly resource: string }>> = {
  'crm.deal.list': { resource: 'deals' },
  'crm.item.list': { resource: 'items', item: { id: '1' } },
  'crm.stagehistory.list': { resource: 'stage_history', item: { id: 'deal' } },
  'crm.status.list': { resource: 'statuses' },
  'crm.category.list': { resource: 'pipelines', item: { id: '2' } },
  'voximplant.statistic.get': { resource: 'calls' },
}

const named = here ? Object.keys(questions).filter((method) => existsSync(join(shared, `doc_${method}.json`))) : []

describe.runIf(here)('what the documentation shows (needs ../shared)', () => {
  for (const method of named)
    it(`${method} becomes the expected records`, async () => {
      const got = readCase(bitrix24, bitrix24Setting.yaml(''), questions[method]!, body(`doc_${method}.json`))
      await expect(`${JSON.stringify(got, bigints, 2)}\n`).toMatchFileSnapshot(join(snapshots, `${method}.json`))
    })

  it('one deal alone is a deal as well', async () => {
    const { result, time } = JSON.parse(body('doc_crm.deal.get.json')) as { result: object; time: object }
    const got = readCase(
      bitrix24,
      bitrix24Setting.yaml(''),
      { resource: 'deals' },
      JSON.stringify({ result: [result], time }),
    )
    await expect(`${JSON.stringify(got, bigints, 2)}\n`).toMatchFileSnapshot(join(snapshots, 'crm.deal.get.json'))
  })

  it.each(['event.offline.get', 'event.offline.list'])('%s is read, and its rows are no records', (method) => {
    const got = readCase(bitrix24App, bitrix24AppSetting.yaml(''), { resource: 'offline' }, body(`doc_${method}.json`))
    expect(got).toMatchObject({ rows: [], bad: [], next: null })
  })

  it.each(['im.notify.system.add', 'tasks.task.add'])('the answer to %s is a good one, and no list', (method) => {
    const answer = wireText(body(`doc_${method}.json`), 200, {})
    expect(classify(answer)).toBeUndefined()
    const read = () => readCase(bitrix24, bitrix24Setting.yaml(''), { resource: 'leads' }, body(`doc_${method}.json`))
    expect(read).toThrow()
  })

  it('batches: results and errors are as many as commands', () => {
    const read = (name: string, asked: readonly string[]) => readBatch(readJson(body(name)), asked)
    const both = ['get_user', 'get_department']
    expect(read('doc_batch_linked_success.json', both).results.size).toBe(2)
    expect(read('doc_batch_errors_halt0.json', both).errors.length).toBe(2)
    expect(() => read('doc_batch_errors_halt1.json', both)).toThrow(expect.objectContaining({ code: 'BATCH_LOST' }))
    expect(read('batch_array_partial_error.json', ['0', '1']).errors).toEqual([{ key: '1', code: 'INVALID_ARG' }])
  })

  const expected: Readonly<Record<string, string>> = {
    ...{ expired_token: 'Reauthorise', NO_AUTH_FOUND: 'Reauthorise', wrong_client: 'Reauthorise' },
    ...{ QUERY_LIMIT_EXCEEDED: 'WaitThenRetry', OPERATION_TIME_LIMIT: 'WaitThenRetry' },
  }
  const failures = here ? readdirSync(shared).filter((name) => /^error_\d+_\w+\.json$/.test(name)) : []
  it.each(failures)('%s calls for the right action', (name) => {
    const [, status, code = ''] = /^error_(\d+)_(\w+)\.json$/.exec(name) ?? []
    expect(actionOf(Number(status), body(name))).toBe(expected[code] ?? 'GrantAccess')
  })

  const events = here ? readdirSync(shared).filter((name) => /^event_.*\.form$/.test(name)) : []
  it.each(events)('%s names what to read, in both spellings', (name) => {
    const asForm = formMap(readFileSync(join(shared, name)))
    const asJson = jsonMap(readJson(body(name.replace(/form$/, 'json'))))
    expect(door.hints(asForm)).toEqual(door.hints(asJson))
    expect(door.hints(asForm)).toMatchObject([{ entity: 'deal', id: /759|7405/.exec(body(name))?.[0] }])
    expect(asForm.get('auth[application_token]')).toMatch(/^[0-9a-z]{31,32}$/)
  })
})

it.skipIf(here)('the documentation’s answers are not here: CONCORD_SHARED names no folder', () => undefined)
