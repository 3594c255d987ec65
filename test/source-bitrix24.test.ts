import { describe, expect, it } from 'vitest'
import { doorTarget, inRaw, knock } from '#ingest/door/door.ts'
import { dryStores } from '#ingest/dry-stores.ts'
import { gateOf } from '#ingest/exchange/quota.ts'
import { wireText } from '#ingest/exchange/wire-response.ts'
import { pullConnection } from '#ingest/pull/pull.ts'
import { replayConnection } from '#ingest/replay.ts'
import { bitrix24, bitrix24App } from '#ingest/sources/bitrix24/index.ts'
import { inspectPortal } from '#ingest/sources/bitrix24/inspect.ts'
import { memoryState } from '#shared/state/memory.ts'
import { settableClock } from './builders/sync-project.ts'
import { testSource } from './builders/test-source.ts'
import { type Bench, openBench } from './builders/test-source-run.ts'
import { bitrix24AppSetting, bitrix24Setting, bitrix24World } from './platforms/bitrix24.ts'

testSource({ setting: bitrix24Setting, world: bitrix24World, canaries: ['canary', '912 555', '9125551'] })

const opened = async (setting = bitrix24Setting) => {
  const world = bitrix24World()
  return { world, bench: await openBench(setting, world.answer) }
}

const distinct = async (bench: Bench, record: Parameters<Bench['rows']>[0], key: string) =>
  new Set((await bench.rows(record)).map((row) => String(row[key])))

/** Newest version of a row, as the staging models take it. */
async function newest(bench: Bench, record: 'lead' | 'deal', id: string) {
  const rows = (await bench.rows(record)).filter((row) => row[`${record}_id`] === id)
  return rows.toSorted(
    (a, b) => Number(b.updated_at) - Number(a.updated_at) || Number(b.pulled_at) - Number(a.pulled_at),
  )[0]
}

const refused = (status: number, error: string, time?: object) => () => ({
  status,
  body: { error, error_description: '', time },
})

describe('two objects', () => {
  it('lead and deal each come from their own list, and every one once', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    await bench.pull()
    expect((await distinct(bench, 'lead', 'lead_id')).size).toBe(world.data.lead.length)
    expect((await distinct(bench, 'deal', 'deal_id')).size).toBe(world.data.deal.length)
    expect((await distinct(bench, 'stage_change', 'entity_id')).size).toBeGreaterThan(60)
  })

  it('money by currency is the portal’s own total, to the micro', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    await bench.pull()
    const [ours, theirs] = [new Map<string, bigint>(), new Map<string, bigint>()]
    const add = (sums: Map<string, bigint>, name: string, micros: bigint) =>
      sums.set(name, (sums.get(name) ?? 0n) + micros)
    for (const row of await bench.rows('deal')) add(ours, String(row.currency), row.amount_micros as bigint)
    for (const { OPPORTUNITY, CURRENCY_ID } of world.data.deal)
      add(theirs, String(CURRENCY_ID), BigInt(String(OPPORTUNITY).replace('.', '')) * 10_000n)
    expect(ours).toEqual(theirs)
    expect(ours.size).toBe(2)
  })

  it('mapped fields: texts of lists, money with its currency, the verdict of sales', async () => {
    const { bench } = await opened()
    await using _ = bench
    await bench.pull()
    const fields = (await bench.rows('lead_field')).filter((row) => row.lead_id === '21')
    const shown = fields.map(({ field, value_text, value_number }) => ({ field, value_text, value_number }))
    expect(shown).toContainEqual({ field: 'region', value_text: 'Москва', value_number: null })
    expect(shown).toContainEqual({ field: 'budget', value_text: '21000.5', value_number: 21000.5 })
    expect((await bench.rows('verdict')).find((row) => row.lead_id === '21')).toMatchObject({ verdict: 'Целевой' })
    expect(await newest(bench, 'deal', '4')).toMatchObject({ cost_micros: 2_250_000n, lead_id: '2', pipeline: '3' })
    expect(await newest(bench, 'lead', '21')).toMatchObject({ pipeline: 'lead', channel_hint: 'Веб-сайт' })
  })

  it('the connection may give stages and pipelines names', async () => {
    const yaml = (url: string) => `${bitrix24Setting.yaml(url)}stages: {'3/*': Опт, 'C3:WON': Успех, lead/NEW: Новый}\n`
    const { bench } = await opened({ ...bitrix24Setting, yaml })
    await using _ = bench
    await bench.pull()
    expect(await newest(bench, 'deal', '4')).toMatchObject({ pipeline: 'Опт', stage: 'Успех' })
    expect(await newest(bench, 'lead', '1')).toMatchObject({ pipeline: 'lead', stage: 'Новый' })
  })
})

describe('pages of 50 without next or total', () => {
  it('50 + 50 + 7 rows are 107, whatever the ids are written as', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    world.data.lead.splice(0, 0, { ...world.data.lead[0], ID: 50 })
    await bench.pull()
    expect(world.data.lead.length).toBe(107)
    expect((await distinct(bench, 'lead', 'lead_id')).size).toBe(107)
    const lists = bench.server.asked.filter(({ path }) => path.endsWith('/crm.lead.list.json'))
    expect(lists.map(({ body }) => (JSON.parse(body) as { start: number; filter: object }).filter)).toEqual(
      ['0', '50', '100'].map((id) => ({ '>ID': id, '>=DATE_MODIFY': '2026-07-01T00:00:00+00:00' })),
    )
  })

  it('a page that comes again is an error, and nothing is lost', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    const isSecond = (body: string) => body.includes('">ID":"51"')
    let times = 0
    bench.server.fault = ({ path, body }) =>
      path.endsWith('/crm.lead.list.json') && isSecond(body) && times++ < 1
        ? (reply, before) => before ?? reply
        : undefined
    const { summary } = await bench.pull()
    expect(summary.files.find(({ name }) => name === 'leads')?.problem).toMatchObject({ code: 'CURSOR_STUCK' })
    await bench.pull()
    expect((await distinct(bench, 'lead', 'lead_id')).size).toBe(world.data.lead.length)
  })
})

describe('deletions', () => {
  const deleted = async (bench: Bench, record: 'lead' | 'deal', id: string) =>
    (await newest(bench, record, id))?.deleted

  it('are found by the scan of ids, and only they', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    await bench.pull()
    world.drop('lead', '20')
    world.drop('deal', '60')
    bench.clock.time += 86_400_000
    await bench.pull()
    expect(await deleted(bench, 'lead', '20')).toBe(true)
    expect(await deleted(bench, 'deal', '60')).toBe(true)
    const gone = (await bench.rows('lead')).filter((row) => row.deleted)
    expect(gone.map((row) => row.lead_id)).toEqual(['20'])
    const before = await bench.records()
    bench.clock.time += 86_400_000
    await bench.pull()
    expect(await bench.records()).toEqual(before)
    const { total } = await replayConnection(bench.rt, bitrix24, bench.connection)
    expect(total.quarantined).toBe(0)
    expect(await bench.records()).toEqual(before)
  })

  it('leave the newest reading of the row, also where its change moved no date', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    await bench.pull()
    for (const utm of ['a', 'b', 'c', 'd']) {
      world.data.lead[4]!.UTM_SOURCE = utm
      bench.clock.time += 3_600_000
      await bench.pull({ fullRefresh: true })
    }
    world.drop('lead', '5')
    bench.clock.time += 86_400_000
    await bench.pull()
    expect(await newest(bench, 'lead', '5')).toMatchObject({ deleted: true, utm_source: 'd' })
  })

  it('are found by an event without tokens of its own, on its application_token', async () => {
    const yaml = (url: string) => bitrix24Setting.yaml(url).replace('scan_days: 1', 'scan_days: 60')
    const { world, bench } = await opened({ ...bitrix24Setting, yaml })
    await using _ = bench
    await bench.pull()
    world.drop('lead', '30')
    const target = doorTarget([bench.connection], 'crm')
    const sent = (token: string) =>
      knock(bench.rt, inRaw(bench.lake), target, {
        rest: '',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: Buffer.from(
          `event=ONCRMLEADDELETE&event_handler_id=1&data%5BFIELDS%5D%5BID%5D=30&ts=1784538000&auth%5Bdomain%5D=company.bitrix24.ru&auth%5Bapplication_token%5D=${token}`,
        ),
      })
    expect(await sent('guess')).toBe(401)
    expect(await sent('canary-application-token')).toBe(200)
    expect(await sent('canary-application-token')).toBe(200)
    const { asked } = bench.server
    const from = asked.length
    await bench.pull()
    expect(asked.slice(from).filter(({ body }) => body.includes('filter[%40ID][0]=30')).length).toBe(1)
    expect(await deleted(bench, 'lead', '30')).toBe(true)
  })

  it('are found in the offline queue, which is confirmed only when landed', async () => {
    const { world, bench } = await opened(bitrix24AppSetting)
    await using _ = bench
    await bench.pull()
    world.drop('deal', '10')
    const event = (ID: string, EVENT_NAME: string, EVENT_DATA: unknown) =>
      world.queue.push({ ID, TIMESTAMP_X: '2026-07-20T12:00:00+03:00', EVENT_NAME, EVENT_DATA, MESSAGE_ID: ID })
    event('1', 'ONCRMDEALDELETE', { FIELDS: { ID: '10' } })
    event('2', 'ONCRMLEADADD', false)
    // The confirmation is lost: the next call confirms first, and takes nothing twice.
    world.state.keepsQueue = true
    await bench.pull()
    expect(world.queue.length).toBe(2)
    expect(await deleted(bench, 'deal', '10')).toBe(true)
    world.state.keepsQueue = false
    await bench.pull()
    expect(world.queue).toEqual([])
    expect(await deleted(bench, 'deal', '10')).toBe(true)
  })

  it.each([false, true])('are left in the queue by a trial, which could keep nothing of them (%s)', async (forgets) => {
    const { world, bench } = await opened(bitrix24AppSetting)
    await using _ = bench
    await bench.pull()
    world.state.forgetsOnRead = forgets
    world.queue.push({ ID: '1', EVENT_NAME: 'ONCRMLEADUPDATE', EVENT_DATA: { FIELDS: { ID: '1' } }, MESSAGE_ID: '1' })
    const { lake, state } = dryStores(bench)
    await pullConnection({ ...bench.rt, lake, state }, bitrix24App, bench.connection, { dryRun: true })
    expect(world.queue).toHaveLength(1)
  })

  it('are found where reading the queue empties it: nothing is left to confirm', async () => {
    const { world, bench } = await opened(bitrix24AppSetting)
    await using _ = bench
    await bench.pull()
    world.state.forgetsOnRead = true
    for (let i = 1; i <= 70; i++) {
      const EVENT_DATA = { FIELDS: { ID: String(i) } }
      const EVENT_NAME = i === 66 ? 'ONCRMLEADDELETE' : 'ONCRMLEADUPDATE'
      world.queue.push({ ID: String(i), EVENT_NAME, EVENT_DATA, MESSAGE_ID: String(i) })
    }
    world.drop('lead', '66')
    const from = bench.server.asked.length
    await bench.pull()
    expect(await deleted(bench, 'lead', '66')).toBe(true)
    expect(bench.server.asked.slice(from).filter(({ path }) => path.includes('offline.clear'))).toEqual([])
  })

  it('an event that got lost is made good by the next pull', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    await bench.pull()
    world.change()
    bench.clock.time += 60_000
    await bench.pull()
    expect(await newest(bench, 'lead', '3')).toMatchObject({ stage: 'JUNK' })
  })
})

describe('limits', () => {
  it('two connections of one portal share one bucket', async () => {
    const clock = settableClock(0)
    const wait = async (ms: number) => {
      clock.time += ms
    }
    const state = memoryState(clock)
    const place = {
      state,
      now: clock.now,
      wait,
      random: () => 0.5,
      host: 'p.bitrix24.ru',
      quotas: bitrix24.client.quotas,
    }
    const gates = ['a', 'b'].map((account) => gateOf({ ...place, account }))
    for (let i = 0; i < 30; i++) for (const gate of gates) await gate.pass('crm.lead.list.json')
    // 60 requests: 40 at once, 20 at two a second.
    expect(clock.time).toBeGreaterThanOrEqual(9_900)
    expect(clock.time).toBeLessThan(10_600)
  })

  it('waits for the end of a spent operating time, by the portal’s clock', async () => {
    const { bench } = await opened()
    await using _ = bench
    const before = bench.clock.time
    bench.server.fault = ({ number }) =>
      number === 5
        ? refused(429, 'OPERATION_TIME_LIMIT', { finish: 1784500000.5, operating_reset_at: 1784500300 })
        : undefined
    const { done } = await bench.pull()
    expect(done).toBe(true)
    expect(bench.clock.time - before).toBeGreaterThan(299_000)
  })

  it('asks no second time where it was blocked by hand', async () => {
    const { bench } = await opened()
    await using _ = bench
    bench.server.fault = ({ path }) => (path.includes('deal.list') ? refused(503, 'OVERLOAD_LIMIT') : undefined)
    const { summary } = await bench.pull()
    expect(bench.server.asked.filter(({ path }) => path.includes('deal.list')).length).toBe(1)
    expect(summary.files.find(({ name }) => name === 'deals')?.problem).toMatchObject({ code: 'OVERLOAD_LIMIT' })
    expect(summary.files.find(({ name }) => name === 'contacts')?.problem).toBeNull()
  })

  it('an unpaid plan is not a token that has run out, although both are 401', async () => {
    const { world, bench } = await opened(bitrix24AppSetting)
    await using _ = bench
    bench.server.fault = ({ path }) => (path.includes('deal.list') ? refused(401, 'PAYMENT_REQUIRED') : undefined)
    const { summary } = await bench.pull()
    expect(world.state.refreshes).toBe(1)
    expect(summary.files.find(({ name }) => name === 'deals')?.problem).toMatchObject({ code: 'PAYMENT_REQUIRED' })
  })
})

describe('an application’s tokens', () => {
  it('twenty pulls with a token that has run out refresh it once', async () => {
    const { world, bench } = await opened(bitrix24AppSetting)
    await using _ = bench
    await bench.pull()
    bench.clock.time += 2 * 3_600_000
    await Promise.all(Array.from({ length: 20 }, () => bench.pull().catch(() => undefined)))
    expect(world.state.refreshes).toBe(2)
    expect(await bench.rt.secrets.read('B24_REFRESH')).toBe('canary-refresh-2')
  })

  it('a crash between receipt and saving asks for a person', async () => {
    const { bench } = await opened(bitrix24AppSetting)
    await using _ = bench
    const { secrets } = bench.rt
    const { write } = secrets
    secrets.write = () => Promise.reject(new Error('killed'))
    await expect(bench.pull()).rejects.toThrow('killed')
    secrets.write = write
    bench.clock.time += 200_000
    await expect(bench.pull()).rejects.toMatchObject({ name: 'ReauthoriseError', code: 'TOKEN_LOST' })
  })

  it('a token refused in mid-pull is refreshed once, and the page asked for again', async () => {
    const { world, bench } = await opened(bitrix24AppSetting)
    await using _ = bench
    bench.server.fault = ({ path, headers }) =>
      path.includes('deal.list') && headers.authorization?.endsWith('-1') ? refused(401, 'expired_token') : undefined
    const { summary } = await bench.pull()
    expect(world.state.refreshes).toBe(2)
    expect(summary.files.flatMap(({ problem }) => problem ?? [])).toEqual([])
    expect((await distinct(bench, 'deal', 'deal_id')).size).toBe(world.data.deal.length)
  })

  it.each([
    ['a webhook', bitrix24Setting],
    ['an application', bitrix24AppSetting],
  ])('stand in no message when the line of %s breaks', async (_, setting) => {
    const { bench } = await opened(setting)
    await using __ = bench
    bench.server.fault = () => (reply) => ({ ...reply, wire: { cutAt: 0.5 } })
    const problem = await bench.pull().catch((error: unknown) => error)
    const said = [String(problem), JSON.stringify(problem), ...bench.logged].join('\n')
    expect(problem).toBeInstanceOf(Error)
    expect(said).not.toContain('canary')
  })

  it('leave no secret and no person anywhere', async () => {
    const { bench } = await opened(bitrix24AppSetting)
    await using _ = bench
    bench.server.fault = ({ number }) => (number % 4 === 3 ? refused500 : undefined)
    await bench.pull()
    const kept = bench.logged.join('\n')
    expect(kept).toContain('exchange failed')
    expect(kept).not.toMatch(/canary|912.?555/)
  })
})

const refused500 = () => ({ status: 500, body: '' })

it('the portal is looked over for concord connect', async () => {
  const world = bitrix24World()
  const send = async ({ body }: { body?: unknown }) => {
    const reply = world.answer({
      ...{ method: 'POST', path: '/rest/1/canary0b24secret1/batch.json', query: new URLSearchParams() },
      ...{ headers: {}, body: String(body), number: 0 },
    })
    const { result, ...rest } = reply.body as { result: { result: object } }
    const whole = { ...rest, result: { ...result, result: { ...result.result, currency: 'RUB' } } }
    return wireText(JSON.stringify(whole), 200, {})
  }
  const { fields, pipelines, proposed, account } = await inspectPortal({ send }, 'company.bitrix24.ru')
  expect(account.currency).toBe('RUB')
  expect(fields.map(({ name }) => name)).toEqual([
    'Регион',
    'Бюджет',
    'Оценка лида',
    'Client ID Метрики',
    'Себестоимость',
  ])
  expect(pipelines.map(({ id, stages }) => [id, stages.length])).toEqual([
    ['lead', 3],
    ['0', 2],
    ['3', 1],
  ])
  expect(proposed.fields).toEqual({
    region: 'UF_CRM_REGION',
    budget: 'UF_CRM_BUDGET',
    verdict: 'UF_CRM_VERDICT',
    client_id: 'UF_CRM_CID',
    cost: 'UF_CRM_COST',
  })
  expect(proposed.stages).toMatchObject({ 'lead/JUNK': 'Некачественный', '3/C3:WON': 'Успех', '3/*': 'Опт' })
  expect(proposed.funnel.at(-1)?.stages).toMatchObject({ Успех: { outcome: 'won' } })
  expect(proposed.funnel[0]?.stages).toMatchObject({ Некачественный: { stage: 'lead', outcome: 'lost' } })
})

it('both ways of signing in read the same things', () => {
  expect(Object.keys(bitrix24App.resources)).toEqual(['offline', ...Object.keys(bitrix24.resources)])
})
