import { ConcordError, factsOf } from '#shared/errors.ts'
import { readJson } from '#shared/json/read.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { keys } from '#shared/names.ts'
import type { Runtime } from '#shared/runtime.ts'
import type { RememberedSecrets } from '#shared/secrets/remembered.ts'
import { type Connection, isFile } from '../connection/connections.ts'
import { sha256 } from '../raw/manifest.ts'
import { packed } from '../raw/pack.ts'
import type { SourceConnection } from '../source-connection.ts'
import { sourceOf } from '../sources/index.ts'
import type { DoorDefinition, DoorFields } from './door-definition.ts'
import { formMap, jsonMap } from './form-map.ts'
import { addHints } from './hints.ts'
import { isProven } from './proof.ts'

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
    return target ? await admitted(rt, landing, target, given) : 401
  } catch (error) {
    rt.log.warn('door failed', factsOf(error))
    return 503
  }
}

interface DoorRuntime extends Pick<Runtime, 'state' | 'clock' | 'log'> {
  readonly secrets: Pick<RememberedSecrets, 'read'> & Partial<RememberedSecrets>
}

/** A secret may have been changed since it was read last: what it doesn't prove is held against a newer one, once. */
async function admitted(rt: DoorRuntime, landing: Landing, target: DoorTarget, given: Knock): Promise<DoorAnswer> {
  const name = target.connection.secrets[target.door.secret]
  const known = name && (await rt.secrets.read(name))
  const answer = known ? await admit(rt, landing, target, { ...given, secret: known }) : 401
  if (answer !== 401 || !name) return answer
  const newer = await rt.secrets.readAgain?.(name)
  return newer && newer !== known ? admit(rt, landing, target, { ...given, secret: newer }) : 401
}

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
  if (door.isOurs && !door.isOurs(fields, connection)) return 401
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

const fieldsOf = (type: string, body: Uint8Array): DoorFields =>
  /json/i.test(type) ? jsonMap(readJson(Buffer.from(body).toString('utf8'))) : formMap(body)

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
