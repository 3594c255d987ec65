import { createHmac, timingSafeEqual } from 'node:crypto'
import { ConcordError } from '#shared/errors.ts'
import { readJson } from '#shared/json/read.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { keys } from '#shared/names.ts'
import type { Runtime } from '#shared/runtime.ts'
import { type Connection, isFile } from '../connections.ts'
import { sha256 } from '../raw/manifest.ts'
import { packed } from '../raw/pack.ts'
import type { SourceConnection } from '../source-connection.ts'
import { sourceOf } from '../sources/index.ts'
import type { DoorDefinition, DoorFields } from './door-definition.ts'
import { formMap, jsonMap } from './form-map.ts'
import { addHints } from './hints.ts'

export interface Knock {
  /** What stands after the connection's name in the path. */
  readonly rest: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Uint8Array
}

/** 200: landed. 401: unknown, unproven or too old. 413: too large or unreadable. 503: not landed, send it again. */
export type DoorAnswer = 200 | 401 | 413 | 503

const mostBytes = 1 << 20
const tolerance = 300_000

/** Whose webhook it claims to be. */
export interface DoorTarget {
  readonly connection: SourceConnection
  readonly door: DoorDefinition
}

/** The connection of that name, if its system sends webhooks. */
export function doorTarget(connections: readonly Connection[], name: string | undefined): DoorTarget | undefined {
  const connection = connections.find((one) => one.name === name)
  if (!connection || isFile(connection)) return undefined
  const door = sourceOf(connection.kind)?.door
  return door && { connection, door }
}

/** Where a webhook is put before it is answered: raw on a laptop, the inbox bucket on AWS. */
export interface Landing {
  readonly lake: Lake
  key(connection: SourceConnection, hash: string, day: string): string
}

export const inRaw = (lake: Lake): Landing => ({
  lake,
  key: ({ source, account, name }, hash, day) => keys.raw(source, account, name, day, `hook-${hash}`),
})

export const inInbox = (lake: Lake): Landing => ({ lake, key: ({ name }, hash) => `${name}/hook-${hash}.jsonl` })

/**
 * Verify, land, note what to read soon, answer. Nothing of the body is believed or kept but ids, event and time. Whatever fails on
 * our side answers 503: the sender keeps the webhook and comes again.
 */
export async function knock(
  rt: DoorRuntime,
  landing: Landing,
  whose: DoorTarget | undefined | Promise<DoorTarget | undefined>,
  given: Knock,
): Promise<DoorAnswer> {
  try {
    const target = await whose
    if (given.body.length > mostBytes) return 413
    const secret = target && (await secretOf(rt, target))
    return target && secret ? await admit(rt, landing, target, { ...given, secret }) : 401
  } catch (error) {
    rt.log.warn('door failed', { code: error instanceof ConcordError ? error.code : 'UNKNOWN' })
    return 503
  }
}

type DoorRuntime = Pick<Runtime, 'state' | 'secrets' | 'clock' | 'log'>

async function admit(
  rt: DoorRuntime,
  landing: Landing,
  { connection, door }: DoorTarget,
  given: Knock & { readonly secret: string },
): Promise<DoorAnswer> {
  const now = rt.clock.now()
  const proof = { door, now, ...given }
  if (door.proof.kind !== 'field' && !isProven(proof, undefined)) return 401
  const fields = readable(() => fieldsOf(given.headers['content-type'] ?? '', given.body))
  if (door.proof.kind === 'field' && !(fields && isProven(proof, fields))) return 401
  if (!fields) {
    // What can't be parsed leaves its hash and length, so that somebody can see that it came.
    await land(landing, now, connection, given.body, [{ refused: true }])
    return 413
  }
  if (door.isOurs && !door.isOurs(fields, connection.account)) return 401
  const hints = door.hints(fields)
  await land(landing, now, connection, given.body, hints)
  await addHints(rt.state, connection.name, hints, now)
  return 200
}

/** Undefined: the body is too large, too deep or no JSON. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof ConcordError && /^(TOO_LARGE|TOO_DEEP|NOT_JSON)$/.test(error.code)) return undefined
    throw error
  }
}

async function secretOf({ secrets }: DoorRuntime, { connection, door }: DoorTarget): Promise<string | undefined> {
  const name = connection.secrets[door.secret]
  return name === undefined ? undefined : secrets.read(name)
}

const fieldsOf = (type: string, body: Uint8Array): DoorFields =>
  /json/i.test(type) ? jsonMap(readJson(Buffer.from(body).toString('utf8'))) : formMap(body)

interface Proof {
  readonly door: DoorDefinition
  readonly secret: string
  readonly rest: string
  readonly headers: Knock['headers']
  readonly body: Uint8Array
  readonly now: number
}

function isProven(
  { door: { proof }, secret, rest, headers, body, now }: Proof,
  fields: DoorFields | undefined,
): boolean {
  if (proof.kind === 'url') return same(rest, secret)
  if (proof.kind === 'field') return same(fields?.get(proof.name) ?? '', secret)
  const time = proof.timestamp === undefined ? '' : (headers[proof.timestamp] ?? '')
  if (proof.timestamp !== undefined && !isNear(time, now)) return false
  const hmac = createHmac('sha256', secret).update(time).update(body)
  return same((headers[proof.header] ?? '').replace(/^sha256=/, ''), hmac.digest(proof.encoding))
}

/** Both ways: a clock may be ahead as well. */
function isNear(time: string, now: number): boolean {
  if (!/^\d{9,14}$/.test(time)) return false
  const ms = Number(time) > 1e11 ? Number(time) : Number(time) * 1000
  return Math.abs(ms - now) <= tolerance
}

/** Takes as long for any guess: hashes of equal length are compared. */
const same = (a: string, b: string): boolean =>
  timingSafeEqual(Buffer.from(sha256(a), 'hex'), Buffer.from(sha256(b), 'hex'))

/** The same webhook again meets itself: its name is the hash of its bytes. */
async function land(
  { lake, key }: Landing,
  now: number,
  connection: SourceConnection,
  body: Uint8Array,
  hints: readonly object[],
): Promise<void> {
  const hash = sha256(body)
  const day = new Date(now).toISOString().slice(0, 10)
  const lines = [{ concord_raw: 3, sha256: hash, bytes: body.length }, ...hints]
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
  const name = key(connection, hash.slice(0, 32), day)
  await lake.put(name, name.endsWith('.zst') ? packed(text) : Buffer.from(text), 'absent')
}
