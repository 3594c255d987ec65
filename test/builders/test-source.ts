import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { wireText } from '#ingest/exchange/wire-response.ts'
import { progressKey } from '#ingest/pull/progress.ts'
import { readCase } from '#ingest/pull/read-case.ts'
import { unpackedText } from '#ingest/raw/pack.ts'
import type { RecordName } from '#shared/records/index.ts'
import { type FaultName, faults } from '#test/replay-server/faults.ts'
import type { Platform } from '#test/replay-server/server.ts'
import { mutated } from './mutate.ts'
import { isFull, notInSample, sampleOf } from './sample.ts'
import { type Bench, nameIn, openBench, type Setting } from './test-source-run.ts'

/** A small model of the system that speaks its wire format; a new one for each test. */
export interface World {
  readonly answer: Platform
  /** Restates something that is inside the trailing window: answers a part of the names of exactly the units it touches. */
  change(): string
  /** For cursors: new rows with the same cursor value as the newest that was read. Answers how many rows there are then. */
  tie?(): { readonly record: RecordName; readonly rows: number }
}

export interface SourceTests {
  readonly setting: Setting
  readonly world: () => World
  /** Texts that must stand nowhere: tokens, phones, e-mails that the world's answers hold. */
  readonly canaries: readonly string[]
  /** Faults that this protocol answers in its own way, with the reason. */
  readonly except?: Partial<Record<FaultName, string>>
  /** A connector that stands for the engine goes through all faults in the sample too. */
  readonly isEngine?: boolean
}

const fixtures = resolve(import.meta.dirname, '../fixtures/sources')

/** The suite that every connector passes. */
export function testSource(tests: SourceTests): void {
  const { setting, world } = tests
  const { name } = setting.source
  const connection = nameIn(setting.yaml(''))
  const open = async () => {
    const played = world()
    return { played, bench: await openBench(setting, played.answer) }
  }
  const first = async () => {
    const opened = await open()
    await opened.bench.pull()
    return opened
  }

  describe.runIf(cases(name, 'cases').length + cases(name, 'errors').length > 0)(`${name}: what it reads`, () => {
    for (const folder of cases(name, 'cases'))
      it(`${folder} becomes the expected records`, () => expectCase(setting, folder))
    for (const folder of cases(name, 'errors'))
      it(`${folder} calls for the right action`, () => expectError(setting, folder))
  })

  describe(`${name}: what it promises`, () => {
    it('brings something, and accounts for every row', async () => {
      const { bench } = await open()
      await using _ = bench
      const { done, summary } = await bench.pull()
      expect(done).toBe(true)
      expect(summary.files.flatMap(({ problem }) => problem ?? [])).toEqual([])
      expect(summary.total.good).toBeGreaterThan(0)
      expectAccounted(summary.total)
    })

    it('brings the same records when it is cut off at every page', async () => {
      const { bench: whole } = await first()
      await using _ = whole
      const { bench } = await open()
      await using __ = bench
      expect(await bench.pullInSteps(1)).toBeGreaterThan(1)
      expect(await allRows(bench)).toEqual(await allRows(whole))
    })

    it('changes nothing when all is pulled again', async () => {
      const { bench } = await first()
      await using _ = bench
      const before = await bench.records()
      await bench.pull({ fullRefresh: true })
      await bench.pull()
      expect(await bench.records()).toEqual(before)
    })

    it('replaces what was restated, and only that', async () => {
      const { bench, played } = await first()
      await using _ = bench
      const before = await bench.records()
      const part = played.change()
      bench.clock.time += 60_000
      await bench.pull()
      const after = await bench.records()
      const touched = Object.keys(after).filter((key) => after[key] !== before[key])
      expect(touched.length).toBeGreaterThan(0)
      expect(touched.filter((key) => !key.includes(part))).toEqual([])
      expect(Object.keys(before).filter((key) => !(key in after))).toEqual([])
    })

    it('reads nothing from a cursor in the future, and loses nothing', () => expectFuture(setting, world))

    const { tie } = world()
    it.runIf(tie !== undefined)('loses no row that shares the newest cursor', async () => {
      const { bench, played } = await first()
      await using _ = bench
      const { record, rows } = played.tie!()
      bench.clock.time += 60_000
      await bench.pull()
      expect(distinct(await bench.rows(record))).toBe(rows)
    })

    it('leaves no secret and no person anywhere', async () => {
      const { bench } = await first()
      await using _ = bench
      bench.server.fault = ({ number }) => (number % 3 === 1 ? faults.server500 : undefined)
      await bench.pull({ fullRefresh: true }).catch((error: unknown) => bench.logged.push(String(error)))
      const kept = [...(await lakeTexts(bench)), ...bench.logged].join('\n')
      expect(tests.canaries.filter((canary) => kept.includes(canary))).toEqual([])
    })
  })

  describe(`${name}: when the other side misbehaves`, () => {
    let undisturbed: Promise<{ readonly calls: number; readonly rows: readonly string[] }> | undefined
    const whole = async () => {
      const { bench } = await first()
      await using _ = bench
      return { calls: bench.server.asked.length, rows: await allRows(bench) }
    }
    const all = Object.keys(faults) as FaultName[]
    const taken = tests.isEngine ? new Set(all) : sampleOf(all, connection, 3)
    for (const fault of all) {
      const unlike = tests.except?.[fault]
      const reason = unlike ? `not here: ${unlike}` : taken.has(fault) ? undefined : notInSample
      it.skipIf(reason !== undefined)(reason ? `${fault} (${reason})` : fault, async () => {
        undisturbed ??= whole()
        const expected = await undisturbed
        const { bench } = await open()
        await using _ = bench
        bench.server.fault = ({ number }) => (number === 2 || number === 4 ? faults[fault] : undefined)
        await bench.pull().catch((error: unknown) => expectNamed(error))
        const calls = bench.server.asked.length
        expect(calls).toBeLessThan(expected.calls * 3 + 40)
        bench.server.fault = () => undefined
        // A long wait that the system has asked for is kept.
        bench.clock.time += 36 * 3_600_000
        for (let i = 0; i < 2; i++) await bench.pull()
        const rows = new Set(await allRows(bench))
        expect(expected.rows.filter((row) => !rows.has(row))).toEqual([])
      })
    }

    const count = isFull ? 25 : 6
    it(`${count} pulls of spoilt payloads: good + quarantined = received`, async () => {
      for (let seed = 0; seed < count; seed++) {
        const { bench } = await open()
        await using _ = bench
        bench.server.fault = ({ number }) =>
          number >= 1 && (number + seed) % 2 === 0 ? mutated(seed * 100 + number) : undefined
        const pulled = await bench.pull().catch((error: unknown) => expectNamed(error))
        if (pulled) expectAccounted(pulled.summary.total)
        expect(bench.server.asked.length).toBeLessThan(2000)
      }
    }, 600_000)
  })
}

function cases(source: string, kind: 'cases' | 'errors'): readonly string[] {
  const folder = join(fixtures, source, kind)
  return existsSync(folder)
    ? readdirSync(folder)
        .sort()
        .map((name) => join(source, kind, name))
    : []
}

/** A folder: `case.json` (resource, slice, facts, next), a body, and `records.json`, the expected rows. */
async function expectCase({ source, yaml }: Setting, folder: string): Promise<void> {
  const read = (name: string) => readFileSync(join(fixtures, folder, name), 'utf8')
  const body = readdirSync(join(fixtures, folder)).find((name) => name.startsWith('body.'))!
  const got = readCase(source, yaml('http://127.0.0.1:1'), JSON.parse(read('case.json')), read(body))
  await expect(`${JSON.stringify(got, bigints, 2)}\n`).toMatchFileSnapshot(join(fixtures, folder, 'records.json'))
}

/** A file: {status, headers?, body, expect: {action, …}}; a body that is no text is sent as JSON. */
async function expectError({ source }: Setting, file: string): Promise<void> {
  const { status, headers = {}, body, expect: expected } = JSON.parse(readFileSync(join(fixtures, file), 'utf8'))
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const { classifyStatus } = await import('#ingest/exchange/classify.ts')
  const response = wireText(text, status, headers)
  expect(source.classify(response) ?? classifyStatus(response, Date.UTC(2026, 6, 20))).toMatchObject(expected)
}

async function expectFuture(setting: Setting, world: () => World): Promise<void> {
  const played = world()
  const bench = await openBench(setting, played.answer)
  await using _ = bench
  await bench.pull()
  const before = await bench.records()
  const { resources } = setting.source
  for (const [name, { window }] of Object.entries(resources)) {
    if (window.kind === 'whole' || (window.kind === 'cursor' && window.by === 'id')) continue
    for (const key of await bench.state.list(progressKey(bench.connection.name, name, '').slice(0, -1))) {
      const stored = (await bench.state.get(key))!
      const cursor = window.kind === 'days' ? '2099-01-01' : '2099-01-01T00:00:00.000Z'
      const value = stored.value as { readonly [name: string]: never }
      await bench.state.putIf(key, { ...value, cursor }, stored.version)
    }
  }
  const { done } = await bench.pull()
  expect(done).toBe(true)
  expect(await bench.records()).toEqual(before)
  await bench.pull({ fullRefresh: true })
  for (const key of Object.keys(before)) expect(Object.keys(await bench.records())).toContain(key)
}

const bigints = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)

function expectAccounted(total: {
  read: number
  good: number
  quarantined: number
  filtered: number
  duplicate: number
}): void {
  expect(total.good + total.quarantined + total.filtered + total.duplicate).toBe(total.read)
}

/** An error that says what to do is an outcome; anything else is a crash. */
function expectNamed(error: unknown): undefined {
  if (!(error instanceof Error) || !('problems' in error)) throw error
  return undefined
}

/** Every row of every record, without the time of reading, each once. */
async function allRows(bench: Bench): Promise<readonly string[]> {
  const names = new Set((await bench.lake.list('records/')).map(({ key }) => key.split('/')[1] as RecordName))
  const rows: string[] = []
  for (const record of names)
    for (const { pulled_at: _, ...row } of await bench.rows(record))
      rows.push(`${record} ${JSON.stringify(row, bigints)}`)
  return [...new Set(rows)].sort()
}

const distinct = (rows: readonly object[]) =>
  new Set(rows.map((row) => JSON.stringify({ ...row, pulled_at: 0 }, bigints))).size

async function lakeTexts(bench: Bench): Promise<readonly string[]> {
  const texts: string[] = []
  for (const { key } of await bench.lake.list('')) {
    const { bytes } = (await bench.lake.get(key))!
    texts.push(key, key.endsWith('.zst') ? await unpackedText(bytes) : Buffer.from(bytes).toString('utf8'))
  }
  return texts
}
