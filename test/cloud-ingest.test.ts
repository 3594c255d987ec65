import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CloudRuntime } from '#ingest/cloud/in-cloud.ts'
import { inboxHandler } from '#ingest/inbox.handler.ts'
import { pullHandler } from '#ingest/pull.handler.ts'
import type { Clock } from '#shared/runtime.ts'
import { type CloudStores, cloudOf, contextWith, inMemory, onMoto } from '#test/builders/cloud.ts'
import { hasMoto, type Moto, needsMoto, startMoto } from '#test/builders/moto.ts'
import { adsHeader, adsRows, adsYaml, csv, listing } from '#test/builders/sync-project.ts'

const named = (name: string) => adsYaml.replace('name: ads', `name: ${name}`)
const january = (days: number) => csv(adsHeader, adsRows(Array.from({ length: days }, (_, i) => i + 1)))
/** A unit a day. */
const nineDays = january(9)
const minutes = (count: number) => contextWith(count * 60_000)

const silent = () => {
  vi.stubEnv('POWERTOOLS_DEV', 'true')
  for (const level of ['info', 'warn', 'error', 'log', 'debug'] as const) vi.spyOn(console, level).mockReturnValue()
}
beforeEach(silent)
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

const pullOf = (rt: CloudRuntime) => pullHandler(async () => rt)
const inboxOf = (rt: CloudRuntime) => inboxHandler(async () => rt)

const message = (messageId: string, ...keys: readonly string[]) => ({
  messageId,
  body: JSON.stringify({ Records: keys.map((key) => ({ s3: { object: { key } } })) }),
})
const again = (...ids: readonly string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) })

/** A runtime whose stores are slow enough that a deadline comes in the middle. */
function slow(rt: CloudRuntime, ms: number): CloudRuntime {
  const put: CloudRuntime['lake']['put'] = async (...given) => {
    await new Promise((done) => setTimeout(done, ms))
    return rt.lake.put(...given)
  }
  return { ...rt, lake: { ...rt.lake, put } }
}

function suite(stores: (clock: Clock) => Promise<CloudStores>): void {
  it('pull lists the connections of the pushed project', async () => {
    const { rt } = await cloudOf(stores, { ads: named('ads'), more: named('more') })
    const answer = await pullOf(rt)({ action: 'list' }, minutes(15))
    expect(answer).toEqual({ connections: [{ connection: 'ads' }, { connection: 'more' }] })
  })

  it('pull reads what was uploaded, and a second time changes nothing', async () => {
    const { rt, upload } = await cloudOf(stores, { ads: named('ads') })
    await upload('ads/2026/january.csv', nineDays)
    // A webhook of the same name is no file of the connection.
    await upload(`ads/hook-${'0'.repeat(32)}.jsonl`, '{}\n')
    const pull = pullOf(rt)
    const first = await pull({ action: 'pull', connection: 'ads' }, minutes(15))
    expect(first).toMatchObject({ connection: 'ads', done: true, summary: { good: 27, unitsWritten: 9, problems: [] } })
    const before = await listing(rt.lake, '')
    const second = await pull({ action: 'pull', connection: 'ads' }, minutes(15))
    expect(second).toMatchObject({ done: true, summary: { good: 27, unitsWritten: 0, unitsUnchanged: 9 } })
    expect(await listing(rt.lake, '')).toEqual(before)
  })

  it('pull reads two uploads whose paths differ by their slashes only', async () => {
    const { rt, upload } = await cloudOf(stores, { ads: named('ads') })
    await upload('ads/2026/january.csv', january(9))
    await upload('ads/2026__january.csv', csv(adsHeader, adsRows([20])))
    const { summary } = await pullOf(rt)({ action: 'pull', connection: 'ads' }, minutes(15))
    expect(summary).toMatchObject({ good: 30, unitsWritten: 10, problems: [] })
  })

  it('pull says that another one is at it', async () => {
    const { rt } = await cloudOf(stores, { ads: named('ads') })
    await rt.state.claim('pull/ads', 'pull', 60_000)
    const answer = await pullOf(rt)({ action: 'pull', connection: 'ads' }, minutes(15))
    expect(answer).toEqual({ connection: 'ads', done: false, summary: { busy: true, resume_at: expect.any(Number) } })
  })

  it('pull refuses a connection that was not pushed', async () => {
    const { rt } = await cloudOf(stores, { ads: named('ads') })
    const call = pullOf(rt)({ action: 'pull', connection: 'other' }, minutes(15))
    await expect(call).rejects.toMatchObject({ name: 'FixConfig', message: expect.stringContaining('other') })
  })

  it('pull that nears its time-out is not done, and goes on at the next call', async () => {
    const { rt, upload } = await cloudOf(stores, { ads: named('ads') })
    await upload('ads/january.csv', january(31))
    // 15 s are kept in hand: this call has half a second, and can't even put as many units as it has under way at once.
    const cut = await pullOf(slow(rt, 400))({ action: 'pull', connection: 'ads' }, contextWith(15_500))
    expect(cut).toMatchObject({ done: false })
    expect(Object.keys(await listing(rt.lake)).length).toBeLessThan(31)
    const rest = await pullOf(rt)({ action: 'pull', connection: 'ads' }, minutes(15))
    expect(rest).toMatchObject({ done: true, summary: { good: 93 } })
    expect(Object.keys(await listing(rt.lake))).toHaveLength(31)
  })

  it('inbox syncs each connection once, and names only the messages of the one that failed', async () => {
    const { rt, upload, logged } = await cloudOf(stores, { ads: named('ads'), more: named('more') })
    await upload('ads/a file.csv', nineDays)
    await upload('more/b.csv', nineDays)
    // The store of one connection is out of order.
    const list: CloudRuntime['inbox']['list'] = async (prefix) => {
      if (prefix === 'more/') throw new Error('canary@example.com')
      return rt.inbox.list(prefix)
    }
    const batch = { Records: [message('1', 'ads/a+file.csv'), message('2', 'more/b.csv'), message('3', 'ads/x')] }
    const broken = inboxOf({ ...rt, inbox: { ...rt.inbox, list } })
    expect(await broken(batch, minutes(15))).toEqual(again('2'))
    expect(Object.keys(await listing(rt.lake))).toHaveLength(9)
    expect(logged.join()).not.toContain('canary')
    expect(await inboxOf(rt)(batch, minutes(15))).toEqual(again())
    expect(Object.keys(await listing(rt.lake))).toHaveLength(18)
  })

  it('inbox run twice changes nothing', async () => {
    const { rt, upload } = await cloudOf(stores, { ads: named('ads') })
    await upload('ads/january.csv', nineDays)
    const batch = { Records: [message('1', 'ads/january.csv')] }
    expect(await inboxOf(rt)(batch, minutes(15))).toEqual(again())
    const before = await listing(rt.lake, '')
    expect(await inboxOf(rt)(batch, minutes(15))).toEqual(again())
    expect(await listing(rt.lake, '')).toEqual(before)
  })
}

describe('ingesting functions over stores in memory', () => {
  suite(inMemory)

  it('inbox sends back a message that is not of S3, one of an unknown connection, and one whose time is up', async () => {
    const { rt, upload } = await cloudOf(inMemory, { ads: named('ads') })
    await upload('ads/january.csv', nineDays)
    expect(await inboxOf(rt)({ Records: [message('5', 'ads/x')] }, contextWith(9_000))).toEqual(again('5'))
    const batch = { Records: [{ messageId: '1', body: 'not json' }, message('2', 'other/x'), message('3', 'ads/x')] }
    expect(await inboxOf(rt)(batch, minutes(15))).toEqual(again('1', '2'))
    const test = { Records: [{ messageId: '4', body: JSON.stringify({ Event: 's3:TestEvent' }) }] }
    expect(await inboxOf(rt)(test, minutes(15))).toEqual(again())
  })

  it('inbox leaves a message to later while another call reads that connection', async () => {
    const { rt } = await cloudOf(inMemory, { ads: named('ads') })
    await rt.state.claim('pull/ads', 'pull', 60_000)
    expect(await inboxOf(rt)({ Records: [message('1', 'ads/x')] }, minutes(15))).toEqual(again('1'))
  })
})

describe.skipIf(!hasMoto)(`ingesting functions over S3 and DynamoDB${needsMoto}`, () => {
  let moto: Moto
  beforeAll(async () => {
    moto = await startMoto()
  }, 60_000)
  afterAll(() => moto?.stop())
  suite((clock) => onMoto(moto, clock))
})
