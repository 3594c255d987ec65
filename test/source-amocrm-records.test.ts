import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseConnection } from '#ingest/connection/connections.ts'
import { guardBody } from '#ingest/exchange/guard.ts'
import { wireText } from '#ingest/exchange/wire-response.ts'
import { readCase } from '#ingest/pull/read-case.ts'
import { replayConnection } from '#ingest/replay.ts'
import type { SourceConnection } from '#ingest/source-connection.ts'
import { tokenExpiry } from '#ingest/sources/amocrm/auth.ts'
import { amocrm, amocrmToken } from '#ingest/sources/amocrm/index.ts'
import { inspectAccount } from '#ingest/sources/amocrm/inspect.ts'
import { hostOf } from '#ingest/sources/amocrm/settings.ts'
import { openBench } from './builders/test-source-run.ts'
import { amocrmSetting, amocrmWorld, amocrmYaml } from './platforms/amocrm.ts'
import * as data from './platforms/amocrm-data.ts'

const shared = process.env.CONCORD_SHARED ?? resolve(import.meta.dirname, '../../shared')
const fixtures = join(shared, 'fixtures/amocrm')
const own = resolve(import.meta.dirname, 'fixtures/sources/amocrm')
const bigints = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)
const lead = (i: number) => String(9_000_000_000_000_000_000n + BigInt(i))

async function opened() {
  const world = amocrmWorld()
  return { world, bench: await openBench(amocrmSetting, world.answer) }
}

/** The version that the models take: the newest by its own time, then by the time of reading. */
const newest = (rows: readonly object[], name: string, id: string) =>
  (rows as readonly Record<string, unknown>[])
    .filter((row) => row[name] === id)
    .toSorted((a, b) => Number(b.updated_at) - Number(a.updated_at) || Number(b.pulled_at) - Number(a.pulled_at))[0]

describe.skipIf(!existsSync(fixtures))('amoCRM: the shared fixtures (need ../shared)', () => {
  const files = existsSync(fixtures)
    ? readdirSync(fixtures).filter((name) => /^(leads?|events)_.*\.json$/.test(name))
    : []
  for (const file of files)
    it(`${file} becomes the expected records`, async () => {
      const given = {
        resource: file.startsWith('events') ? 'events' : 'leads',
        facts: { currency: 'RUB', time_zone: 'Europe/Moscow' },
      }
      const yaml = amocrmYaml('http://127.0.0.1:1').replace(/, page_size.*4/, '')
      const got = readCase(amocrm, yaml, given, readFileSync(join(fixtures, file), 'utf8'))
      expect(got.bad).toEqual([])
      await expect(`${JSON.stringify(got, bigints, 2)}\n`).toMatchFileSnapshot(join(own, 'shared', file))
    })
})

describe('amoCRM: deletions and merges', () => {
  const later = Date.UTC(2026, 6, 20, 9)
  const happened = (type: string, entity_id: string, changes: object = {}) =>
    data.eventOf(900, {
      id: `evt-${type}`,
      type,
      entity_id,
      created_at: data.seconds(later),
      value_after: [],
      value_before: [],
      ...changes,
    })

  it('a deleted lead is gone as a lead and as a deal, and comes back when it is restored', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    await bench.pull()
    world.lists.events!.push(happened('lead_deleted', lead(3)))
    bench.clock.time += 60_000
    await bench.pull()
    for (const [record, name] of [
      ['lead', 'lead_id'],
      ['deal', 'deal_id'],
    ] as const)
      expect(newest(await bench.rows(record), name, lead(3))).toMatchObject({ deleted: true, stage: expect.anything() })
    world.lists.events!.push(happened('lead_restored', lead(3), { created_at: data.seconds(later + 30_000) }))
    bench.clock.time += 60_000
    await bench.pull()
    expect(newest(await bench.rows('lead'), 'lead_id', lead(3))).toMatchObject({ deleted: false })
  })

  it('merged leads and contacts name the one that is left', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    await bench.pull()
    world.lists.events!.push(
      happened('entity_merged', lead(5), { value_before: [{ lead: { id: lead(6) } }, { lead: { id: lead(5) } }] }),
      {
        ...happened('entity_merged', '701', { entity_type: 'contact', value_before: [{ contact: { id: 702 } }] }),
        id: 'evt-x',
      },
    )
    bench.clock.time += 60_000
    await bench.pull()
    expect(newest(await bench.rows('deal'), 'deal_id', lead(6))).toMatchObject({ merged_into: lead(5) })
    expect(newest(await bench.rows('lead'), 'lead_id', lead(5))).toMatchObject({ merged_into: null })
    expect(newest(await bench.rows('contact'), 'contact_id', '702')).toMatchObject({ merged_into: '701' })
  })

  it('a lead that nobody has seen alive is not made up', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    world.lists.events!.push(happened('lead_deleted', '123456'))
    await bench.pull()
    expect((await bench.rows('lead')).filter(({ lead_id }) => lead_id === '123456')).toEqual([])
  })
})

describe('amoCRM: money', () => {
  it('is the account’s own total to the micro, with cents of the cost of goods', async () => {
    const world = amocrmWorld()
    const total = world.lists.leads!.reduce((sum, { price }) => sum + BigInt(Number(price)) * 1_000_000n, 0n)
    const bench = await openBench(amocrmSetting, world.answer)
    await using _ = bench
    await bench.pull()
    const deals = (await bench.rows('deal')) as readonly Record<string, unknown>[]
    expect(deals.reduce((sum, { amount_micros }) => sum + (amount_micros as bigint), 0n)).toBe(total)
    expect(new Set(deals.map(({ currency }) => currency))).toEqual(new Set(['RUB']))
  })

  it('no price is no amount, and 0 is 0', () => {
    const body = (price: unknown) => JSON.stringify({ id: 1, price, created_at: 1780000000, updated_at: 1780000000 })
    const amount = (price: unknown) =>
      readCase(amocrm, amocrmYaml('http://127.0.0.1:1'), { resource: 'leads' }, body(price)).rows[1]!.row.amount_micros
    expect([amount(null), amount(0), amount('15000.0'), amount(12)]).toEqual([null, 0n, 15_000_000_000n, 12_000_000n])
  })
})

describe('amoCRM: fields of the account', () => {
  const mapped = `${amocrmYaml('http://127.0.0.1:1').replace(/^fields:.*$/m, 'fields: {region: "1", horizon: "10", consent: "19", cost: "12", verdict: "7", verdict_at: "9", reason: "8"}')}`
  const rows = (yaml: string) => {
    const folder = join(own, 'cases/leads')
    return readCase(
      amocrm,
      yaml,
      JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')),
      readFileSync(join(folder, 'body.json'), 'utf8'),
    ).rows
  }

  it('are criteria, cost of goods, verdict and reason as the connection says', () => {
    const found = rows(mapped).slice(0, 6)
    expect(found.map(({ record, row }) => [record, row.field ?? row.act ?? null])).toEqual([
      ['lead', null],
      ['deal', null],
      ['lead_field', 'region'],
      ['lead_field', 'horizon'],
      ['lead_field', 'consent'],
      ['verdict', 'verdict'],
    ])
    expect(found[0]!.row).toMatchObject({ reject_reason: 'Не наш регион' })
    expect(found[1]!.row).toMatchObject({ cost_micros: 800_000_250_000n })
    expect(found[3]!.row.value_text).toBe('2026-09-21')
    expect(found[4]!.row.value_text).toBe('true')
    expect(found[5]!.row).toMatchObject({ verdict: '✅ Целевой', reason: 'Не наш регион', given_at: 1_780_200_000_000 })
  })

  it('may hold the moment of a verdict as a day alone', () => {
    const values = [{ value: '2026-05-29' }]
    const fields = [
      { field_id: 9, field_type: 'date', values },
      { field_id: 7, field_type: 'select', values: [{ value: 'Целевой' }] },
    ]
    const body = { id: 1, created_at: 1780000000, custom_fields_values: fields }
    const facts = { time_zone: 'Europe/Moscow' }
    const got = readCase(amocrm, mapped, { resource: 'leads', facts }, JSON.stringify(body))
    const verdicts = got.rows.filter(({ record }) => record === 'verdict').map(({ row }) => row)
    // What stood there without a date is taken back: it has one now.
    expect(verdicts).toMatchObject([
      { act: 'verdict', verdict: 'Целевой', given_at: Date.UTC(2026, 4, 28, 21) },
      { act: 'verdict', verdict: null, given_at: 1_780_000_000_000 },
    ])
  })

  it('may hold a verdict that was taken back: the lead is undecided again', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    const lead = world.lists.leads![1]!
    const newest = async () => {
      const rows = (await bench.rows('verdict')).filter(({ lead_id }) => lead_id === lead.id)
      return rows.toSorted((a, b) => Number(a.pulled_at) - Number(b.pulled_at))
    }
    await bench.pull()
    expect((await newest()).map(({ verdict }) => verdict)).toEqual(['✅ Целевой'])
    bench.clock.time += 3_600_000
    const values = lead.custom_fields_values as { field_id: number }[]
    const changed = { custom_fields_values: values.filter(({ field_id }) => field_id !== 7) }
    Object.assign(lead, changed, { updated_at: Math.floor(bench.clock.time / 1000) })
    bench.clock.time += 3_600_000
    await bench.pull()
    const said = await newest()
    expect(said.map(({ verdict }) => verdict)).toEqual(['✅ Целевой', null])
    expect(new Set(said.map(({ given_at }) => given_at)).size).toBe(1)
  })

  it('its owner replaced: the version that names the former one stays, for the clocks that ran then', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    const lead = world.lists.leads![1]!
    await bench.pull()
    bench.clock.time += 3_600_000
    Object.assign(lead, { responsible_user_id: 777, updated_at: Math.floor(bench.clock.time / 1000) })
    bench.clock.time += 3_600_000
    await bench.pull()
    const versions = (await bench.rows('lead')).filter(({ lead_id }) => lead_id === lead.id)
    const byTime = versions.toSorted((a, b) => Number(a.updated_at) - Number(b.updated_at))
    expect(byTime.map(({ responsible }) => responsible === '777')).toEqual([false, true])
  })

  it('may hold why a deal was lost: then that is no criterion', () => {
    const found = rows(mapped.replace('reason: "8"', 'lost_reason: "8"'))
    expect(found[1]!.row).toMatchObject({ lost_reason: 'Не наш регион' })
    expect(found.filter(({ row }) => row.field === 'lost_reason')).toEqual([])
  })

  it('that hold a phone or an address hold nothing', () => {
    const [, , third] = rows(mapped.replace('region: "1"', 'region: "13"'))
    expect(third!.row).toMatchObject({ field: 'region', value_text: null })
  })

  it('may tell when the verdict was given by their log', () => {
    const yaml = mapped.replace('page_size: 5', 'verdict_from: events, page_size: 5')
    expect(rows(yaml).filter(({ record }) => record === 'verdict')).toEqual([])
    const event = data.eventOf(1, {
      type: 'custom_field_7_value_changed',
      value_after: [{ custom_field_value: { text: '❌ Спам' } }],
    })
    const body = JSON.stringify({ _embedded: { events: [event] } })
    expect(readCase(amocrm, yaml, { resource: 'events' }, body).rows[0]).toMatchObject({
      record: 'verdict',
      row: { act: 'verdict', verdict: '❌ Спам', given_by: '504' },
    })
    // An emptied field takes it back; what can't be read, or was a person's, says nothing.
    const verdicts = [[], [{ custom_field_value: { text: '' } }], [{ custom_field_value: {} }], [{ other: 1 }]].map(
      (value_after) => {
        const changed = JSON.stringify({ _embedded: { events: [{ ...event, value_after }] } })
        return readCase(amocrm, yaml, { resource: 'events' }, changed).rows.map(({ row }) => row.verdict)
      },
    )
    expect(verdicts).toEqual([[null], [null], [], []])
  })

  it('a reason for losing counts while the lead is lost, and no longer when it is reopened', () => {
    const read = (status_id: number) => {
      const body = { id: 1, created_at: 1780000000, status_id, loss_reason_id: 9, _embedded: {} }
      const found = readCase(amocrm, mapped, { resource: 'leads', facts: {} }, JSON.stringify(body)).rows
      return found.flatMap(({ row }) => row.reject_reason ?? row.lost_reason ?? [])
    }
    expect(read(143)).toEqual(['9', '9'])
    expect(read(102)).toEqual([])
  })
})

describe('amoCRM: people', () => {
  const kept = (resource: string, name: string, row: object) =>
    guardBody(JSON.stringify({ _embedded: { [name]: [row] } }), {
      personal: amocrm.resources[resource]!.personal,
      region: 'RU',
      key: Buffer.alloc(32, 7),
    })

  it('stand neither in the log nor in notes, linked cards, files and tags', () => {
    const field = (field_type: string, value: object) => ({ field_id: 1, field_type, values: [{ value }] })
    const texts = [
      kept('events', 'events', {
        value_after: [{ name_field_value: { name: 'Someone' } }, { custom_field_value: { text: '+79005556677' } }],
        _embedded: { entity: { id: 1, name: 'Someone' } },
      }),
      kept('notes', 'notes', { params: { PHONE: '+79005556677', TEXT: 'Someone', call_responsible: 'Someone' } }),
      kept('leads', 'leads', {
        custom_fields_values: [
          field('linked_entity', { name: 'Someone', entity_id: 5 }),
          field('file', { file_name: 'Someone.pdf' }),
        ],
        _embedded: { tags: [{ id: 1, name: 'Someone +79005556677' }] },
      }),
    ]
    const alone = JSON.stringify({
      id: 1,
      name: 'Colleague',
      email: 'someone@example.org',
      phone_number: '+79005556677',
    })
    const { personal } = amocrm.resources.users!
    texts.push(guardBody(alone, { personal, region: 'RU', key: Buffer.alloc(32, 7) }))
    texts.push(
      kept('unsorted', 'unsorted', { _embedded: { lead: { id: 1, name: 'Someone' }, contacts: { name: 'Someone' } } }),
    )
    for (const text of texts) expect(text).not.toMatch(/someone|5556677/i)
    const verdict = { value_after: [{ custom_field_value: { field_id: 7, text: 'Целевой' } }] }
    expect(kept('events', 'events', verdict)).toContain('Целевой')
  })
})

describe('amoCRM: inspection', () => {
  it('lists fields, pipelines and stages, and proposes what they are to us', async () => {
    const { answer } = amocrmWorld()
    const world = { number: 0, body: '', headers: {} }
    const token = await answer({
      ...world,
      method: 'POST',
      path: '/oauth2/access_token',
      query: new URLSearchParams(),
      body: JSON.stringify({ refresh_token: 'canary-refresh-0', client_secret: 'canary-client-secret' }),
    })
    expect(token.status ?? 200).toBe(200)
    const seen = await inspectAccount({
      send: async ({ path, query = {} }) => {
        const asked = new URLSearchParams(
          Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
        )
        const headers = { authorization: 'Bearer canary-access-1' }
        const { status = 200, body = '' } = answer({ ...world, method: 'GET', path: `/${path}`, query: asked, headers })
        return wireText(typeof body === 'string' ? body : JSON.stringify(body), status, {})
      },
    })
    expect(seen.account).toEqual({ id: '77', subdomain: 'example', currency: 'RUB' })
    expect(seen.fields).toHaveLength(8)
    expect(seen.proposed.fields).toEqual({
      ...{ region: '900', budget: '901', horizon: '902', verdict: '903', reason: '904', client_id: '905', cost: '906' },
    })
    expect(seen.proposed.stages).toMatchObject({ '31/*': 'Воронка 31', '31/142': 'Успешно реализовано' })
    expect(seen.proposed.funnel[0]).toEqual({
      pipeline: 'Воронка 31',
      stages: {
        Неразобранное: 'lead',
        'Новая заявка': 'lead',
        'Взяли в работу': 'contact',
        Квалифицирован: 'sql',
        'КП отправлено': 'negotiation',
        'Успешно реализовано': { stage: 'won', outcome: 'won' },
        'Закрыто и не реализовано': { stage: 'lead', outcome: 'lost' },
      },
    })
  })
})

describe('amoCRM with a long-lived token', () => {
  it('needs no refresh', async () => {
    const world = amocrmWorld()
    const answer: typeof world.answer = (asked) =>
      asked.headers.authorization === 'Bearer canary-long-lived'
        ? world.answer({ ...asked, headers: { ...asked.headers, authorization: 'Bearer canary-access-0' } })
        : { status: 401, body: { title: 'Unauthorized', status: 401, detail: '' } }
    const yaml = (url: string) =>
      amocrmYaml(url)
        .replace('kind: amocrm', 'kind: amocrm_token')
        .replace(/secrets: .*/, 'secrets: {token: AMO_TOKEN}')
        .replace(/client_id.*example\/", /, '')
    const bench = await openBench(
      { ...amocrmSetting, source: amocrmToken, yaml, secrets: () => ({ AMO_TOKEN: 'canary-long-lived' }) },
      answer,
    )
    await using _ = bench
    await bench.pull()
    expect(world.asked.refreshes).toBe(0)
    expect((await bench.rows('deal')).length).toBe(12)
  })

  it('says what a connection lacks', () => {
    const yaml = amocrmYaml('http://127.0.0.1:1').replace(/client_id: 11-22, /, '')
    expect(() => parseConnection(yaml, 'connections/crm.yaml')).toThrow()
  })
})

describe('amoCRM: keys', () => {
  it('go to no account that nobody has named', async () => {
    const yaml = amocrmYaml('https://x.example').replace(/^(account|base_url): .*\n/gm, '')
    expect(() => parseConnection(yaml, 'connections/crm.yaml')).toThrow(/not said whose account/)
    const connection = parseConnection(`${yaml}\naccount: vasya\n`, 'connections/crm.yaml') as SourceConnection
    expect(hostOf(connection)).toBe('https://vasya.amocrm.ru')
    expect(() => hostOf({ ...connection, account: 'main' })).toThrow(
      expect.objectContaining({ code: 'NO_ACCOUNT_NAME' }),
    )
  })

  it('that live long say how long', () => {
    const jwt = (claims: object) => `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`
    expect(tokenExpiry(jwt({ exp: 1_900_000_000 }))).toBe(1_900_000_000_000)
    expect([tokenExpiry('no token'), tokenExpiry(jwt({}))]).toEqual([null, null])
  })
})

describe('amoCRM: replay', () => {
  it('knows a deleted lead from raw alone', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    await bench.pull()
    world.lists.events!.push(
      data.eventOf(900, {
        id: 'gone',
        type: 'lead_deleted',
        entity_id: lead(3),
        created_at: data.seconds(Date.UTC(2026, 6, 20, 9)),
      }),
    )
    bench.clock.time += 60_000
    await bench.pull()
    for (const key of Object.keys(await bench.records())) await bench.lake.delete(key)
    await replayConnection(bench.rt, amocrm, bench.connection)
    expect(newest(await bench.rows('lead'), 'lead_id', lead(3))).toMatchObject({ deleted: true })
    expect(new Set((await bench.rows('deal')).map((row) => (row as { deal_id: unknown }).deal_id)).size).toBe(12)
  })
})
