import { DatabaseSync } from 'node:sqlite'

/** Runs a short synchronous step that no other process may run on the same folder at the same time. */
export type Exclusive = <T>(step: () => T) => T

/**
 * A lock between processes that the operating system frees when its holder is killed: SQLite's write lock on an empty
 * database. Waits up to `waitMs` for whoever holds it.
 */
export function exclusiveBy(path: string, waitMs = 10_000): Exclusive {
  let database: DatabaseSync | undefined
  return (step) => {
    database ??= new DatabaseSync(path, { timeout: waitMs })
    database.exec('BEGIN IMMEDIATE')
    try {
      return step()
    } finally {
      database.exec('ROLLBACK')
    }
  }
}
