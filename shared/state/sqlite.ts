import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { unavailable } from '#shared/lake/failure.ts'
import type { Clock } from '#shared/runtime.ts'
import type { Claim, Durability, Fence, Json, State, Versioned } from './state.ts'

const tables = `
  CREATE TABLE IF NOT EXISTS entry (key TEXT PRIMARY KEY, value TEXT NOT NULL, version INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS lease (
    name TEXT PRIMARY KEY, epoch INTEGER NOT NULL, owner TEXT NOT NULL, until INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`

/** The state of a laptop: one SQLite file that several processes may use at once. `until` and the clock are epoch ms. */
export function sqliteState(path: string, clock: Clock): State & { close(): void } {
  let store: Store | undefined
  /** Everything happens in one synchronous step, so that no await can stand inside a transaction. */
  async function at<T>(key: string, step: (store: Store) => T): Promise<T> {
    try {
      store ??= openStore(path)
      return step(store)
    } catch (error) {
      return unavailable('state', key)(error)
    }
  }
  return {
    get: (key) => at(key, ({ run }) => readEntry(run, key)),
    putIf: (key, value, version, fence, durability) =>
      at(key, ({ run, transaction }) =>
        transaction(() => {
          if (readEntry(run, key)?.version !== version) return undefined
          if (fence && readLease(run, fence.name)?.epoch !== fence.epoch) return undefined
          const next = (version ?? 0) + 1
          run(saveEntry).run(key, JSON.stringify(value), next)
          return next
        }, durability),
      ),
    claim: (name, owner, leaseMs) =>
      at(name, ({ run, transaction }) => {
        // Those who wait ask again and again; they must not take the write lock from the one who works.
        const refused = heldBy(readLease(run, name), clock.now())
        return refused ?? transaction(() => take(run, name, owner, clock.now(), leaseMs))
      }),
    release: ({ name, epoch }: Fence) => at(name, ({ run }) => void run(endLease).run(name, epoch)),
    list: (prefix) =>
      at(prefix, ({ run }) =>
        run(findKeys)
          .all(prefix, prefix)
          .map((row) => String(row.key))
          .sort(),
      ),
    close() {
      store?.close()
      store = undefined
    },
  }
}

const saveEntry =
  'INSERT INTO entry VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value, version = excluded.version'
const findKeys = 'SELECT key FROM entry WHERE substr(key, 1, length(?)) = ?'
const saveLease =
  'INSERT INTO lease VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET epoch = excluded.epoch, owner = excluded.owner, until = excluded.until'
// The row stays: epochs only grow.
const endLease = 'UPDATE lease SET until = 0 WHERE name = ? AND epoch = ?'

type Run = (sql: string) => StatementSync

function readEntry(run: Run, key: string): Versioned | undefined {
  const row = run('SELECT value, version FROM entry WHERE key = ?').get(key)
  return row && { value: JSON.parse(String(row.value)) as Json, version: Number(row.version) }
}

interface Lease {
  readonly epoch: number
  readonly owner: string
  readonly until: number
}

function readLease(run: Run, name: string): Lease | undefined {
  const row = run('SELECT epoch, owner, until FROM lease WHERE name = ?').get(name)
  return row && { epoch: Number(row.epoch), owner: String(row.owner), until: Number(row.until) }
}

const heldBy = (lease: Lease | undefined, now: number): Claim | undefined =>
  lease && lease.until > now ? { held: false, holder: lease.owner, until: lease.until } : undefined

function take(run: Run, name: string, owner: string, now: number, leaseMs: number): Claim {
  const standing = readLease(run, name)
  const refused = heldBy(standing, now)
  if (refused) return refused
  const epoch = (standing?.epoch ?? 0) + 1
  run(saveLease).run(name, epoch, owner, now + leaseMs)
  return { held: true, fence: { name, epoch } }
}

interface Store {
  readonly run: Run
  transaction<T>(step: () => T, durability?: Durability): T
  close(): void
}

function openStore(path: string): Store {
  mkdirSync(dirname(path), { recursive: true })
  const database = new DatabaseSync(path, { timeout: 10_000 })
  database.exec(`PRAGMA journal_mode = WAL; ${commitLasting}`)
  database.exec(tables)
  const prepared = new Map<string, StatementSync>()
  const run: Run = (sql) => {
    const statement = prepared.get(sql) ?? database.prepare(sql)
    prepared.set(sql, statement)
    return statement
  }
  let standing: Durability = 'lasting'
  const transaction: Store['transaction'] = (step, durability = 'lasting') => {
    // Syncing the log for one commit syncs all that stand before it.
    if (durability !== standing) run(durability === 'soon' ? commitSoon : commitLasting).run()
    standing = durability
    return inTransaction(run, database, step)
  }
  return { run, transaction, close: () => database.close() }
}

// FULL: a commit that was answered survives a power cut.
const commitLasting = 'PRAGMA synchronous = FULL'
const commitSoon = 'PRAGMA synchronous = NORMAL'

function inTransaction<T>(run: Run, database: DatabaseSync, step: () => T): T {
  run('BEGIN IMMEDIATE').run()
  try {
    const answer = step()
    run('COMMIT').run()
    return answer
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}
