import { inRaw, knock } from '#ingest/door/door.ts'
import type { pullConnection } from '#ingest/pull/pull.ts'
import { memoryLake } from '#shared/lake/memory.ts'
import { decodeTable } from '#shared/parquet/read.ts'
import { recordColumns } from '#shared/parquet/write.ts'
import { type RecordName, records } from '#shared/records/index.ts'
import { memorySecrets } from '#shared/secrets/memory.ts'
import { memoryState } from '#shared/state/memory.ts'
import { chance } from './mutate.ts'
import { type HookPlay, type HookWorld, hookSecret } from './pull-hooks-worlds.ts'
import { playedHttp, playedUrl } from './pull-kill-http.ts'
import { connectionOf, type PullPlace, personalKey, pullOver, pullRuntime, type Stores } from './pull-kill-run.ts'
import { settableClock } from './sync-project.ts'

export interface HookOptions {
  /** Draws copies, order, delays and the moments of the pulls. What happens in the system is the same for all. */
  readonly seed: number
  /** How many things happen. */
  readonly hooks: number
  /** The share of webhooks that never come. */
  readonly dropped?: number
  /** A spoilt copy of the engine. */
  readonly pull?: typeof pullConnection
  readonly stores?: (clock: PullPlace['clock']) => Stores
}

const hour = 3_600_000
const week = 7 * 24 * hour
const latest = 72 * hour
const pulls = 14

type Moment =
  | { readonly at: number; readonly kind: 'happen' | 'pull' }
  | { readonly at: number; readonly kind: 'knock'; readonly of: number }

/** A week of events, their webhooks one to five times and up to 72 h late, and pulls in between, by the clock. */
function timeline({ seed, hooks, dropped = 0 }: HookOptions, start: number): readonly Moment[] {
  const random = chance(seed)
  const moments: Moment[] = [
    { kind: 'pull', at: start },
    { kind: 'pull', at: start + week + latest + hour },
  ]
  for (let of = 0; of < hooks; of++) {
    const at = start + 1000 + Math.floor((of * week) / hooks)
    moments.push({ kind: 'happen', at })
    if (random() < dropped) continue
    const copies = 1 + Math.floor(random() * 5)
    for (let i = 0; i < copies; i++)
      moments.push({ kind: 'knock', of, at: at + 1 + Math.floor(random() * (random() < 0.3 ? latest : 60_000)) })
  }
  for (let i = 0; i < pulls; i++) moments.push({ kind: 'pull', at: start + Math.floor(random() * (week + latest)) })
  return moments.sort((a, b) => a.at - b.at)
}

export interface Played {
  readonly stores: Stores
  readonly world: HookWorld
  readonly knocks: number
  /** Newest version of every row. */
  readonly rows: Readonly<Record<string, string>>
}

export async function playHooks({ setting, open }: HookPlay, options: HookOptions): Promise<Played> {
  const clock = settableClock(setting.now)
  const secrets = memorySecrets({ ...personalKey, ...setting.secrets(playedUrl) })
  const stores = options.stores?.(clock) ?? { lake: memoryLake(), state: memoryState(clock), secrets }
  const world = open()
  const place: PullPlace = { setting, url: playedUrl, http: playedHttp(world.answer), clock }
  const rt = pullRuntime(stores, place)
  const target = { connection: connectionOf(place), door: setting.source.door! }
  const landing = inRaw(stores.lake)
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const happens = chance(1)
  const bodies: Buffer[] = []
  let knocks = 0
  for (const moment of timeline(options, setting.now)) {
    clock.time = Math.max(clock.time, moment.at)
    if (moment.kind === 'happen') bodies.push(Buffer.from(world.happen(happens, moment.at)))
    else if (moment.kind === 'pull') await pullWell(stores, place, options.pull)
    else if (moment.kind === 'knock') {
      knocks++
      const answer = await knock(rt, landing, target, { rest: hookSecret, headers, body: bodies[moment.of]! })
      if (answer !== 200) throw new Error(`the door answered ${answer}`)
    }
  }
  return { stores, world, knocks, rows: await newestRows(stores) }
}

async function pullWell(stores: Stores, place: PullPlace, pull?: HookOptions['pull']): Promise<void> {
  const { done, summary } = await pullOver(stores, place, { pull })
  const problem = summary.files.find((file) => file.problem)?.problem
  if (!done || problem) throw new Error(`the pull has not ended well: ${problem?.code}`)
}

/** What a project that has never seen a webhook reads of the system in the end. */
export async function truthOf({ setting }: HookPlay, world: HookWorld): Promise<Readonly<Record<string, string>>> {
  const clock = settableClock(setting.now + week + 2 * latest)
  const secrets = memorySecrets({ ...personalKey, ...setting.secrets(playedUrl), ...world.grant() })
  const stores = { lake: memoryLake(), state: memoryState(clock), secrets }
  await pullWell(stores, { setting, url: playedUrl, http: playedHttp(world.answer), clock })
  return newestRows(stores)
}

const bigints = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)

/** As the models take them: of the versions of a row the one updated last, of one moment the later reading. */
async function newestRows({ lake }: Stores): Promise<Readonly<Record<string, string>>> {
  const newest = new Map<string, Readonly<Record<string, unknown>>>()
  for (const { key } of await lake.list('records/')) {
    const record = key.split('/')[1] as RecordName
    for (const row of await decodeTable((await lake.get(key))!.bytes, recordColumns(records[record]))) {
      const name = [record, ...records[record].key.map((column) => row[column])].join(' ')
      const standing = newest.get(name)
      if (!standing || order(row) >= order(standing)) newest.set(name, row)
    }
  }
  return Object.fromEntries(
    [...newest]
      .map(([name, { pulled_at: _, ...row }]): [string, string] => [name, JSON.stringify(row, bigints)])
      .sort(),
  )
}

const order = (row: Readonly<Record<string, unknown>>) =>
  Number(row.updated_at ?? 0) * 2 ** 10 + Number(row.pulled_at) / 1e10
