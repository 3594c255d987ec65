import { createHash } from 'node:crypto'
import type { Json, State } from '#shared/state/state.ts'
import type { Hint } from './door-definition.ts'

/** A hint is never the truth: what does not fit is left to the nightly pull. */
const mostPerShard = 500
const shards = 16

type Shard = { readonly [entityAndId: string]: number }

const keyOf = (connection: string, shard: number) => `hints/${connection}/${shard.toString(16)}`
const shardOf = (name: string) => createHash('sha256').update(name).digest()[0]! % shards

/** Notes which entities to read soon. Two doors at once both succeed. */
export async function addHints(state: State, connection: string, hints: readonly Hint[], now: number): Promise<void> {
  const byShard = Map.groupBy(
    hints.map(({ entity, id }) => `${entity}:${id}`),
    shardOf,
  )
  for (const [shard, names] of byShard) {
    const change = (standing: Shard): Shard => {
      const room = Math.max(0, mostPerShard - Object.keys(standing).length)
      const fresh = names.filter((name) => !Object.hasOwn(standing, name)).slice(0, room)
      const known = names.filter((name) => Object.hasOwn(standing, name))
      return { ...standing, ...Object.fromEntries([...fresh, ...known].map((name) => [name, now])) }
    }
    await update(state, keyOf(connection, shard), change)
  }
}

export interface TakenHint {
  readonly entity: string
  readonly id: string
  /** When it was last hinted at. */
  readonly at: number
}

export async function readHints(state: State, connection: string): Promise<readonly TakenHint[]> {
  const found: TakenHint[] = []
  for (let shard = 0; shard < shards; shard++) {
    const stored = (await state.get(keyOf(connection, shard)))?.value as Shard | undefined
    for (const [name, at] of Object.entries(stored ?? {})) {
      const [entity = '', ...id] = name.split(':')
      found.push({ entity, id: id.join(':'), at })
    }
  }
  return found
}

/** Strikes out what was read, unless it was hinted at again since. */
export async function dropHints(state: State, connection: string, read: readonly TakenHint[]): Promise<void> {
  const byShard = Map.groupBy(read, ({ entity, id }) => shardOf(`${entity}:${id}`))
  for (const [shard, hints] of byShard) {
    const times = new Map(hints.map(({ entity, id, at }) => [`${entity}:${id}`, at]))
    const change = (standing: Shard): Shard =>
      Object.fromEntries(Object.entries(standing).filter(([name, at]) => at !== times.get(name)))
    await update(state, keyOf(connection, shard), change)
  }
}

async function update(state: State, key: string, change: (standing: Shard) => Shard): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const stored = await state.get(key)
    const next = change((stored?.value as Shard | undefined) ?? {})
    if ((await state.putIf(key, next as Json, stored?.version)) !== undefined) return
  }
}
