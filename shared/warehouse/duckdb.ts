import { mkdir } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { Lake } from '#shared/lake/lake.ts'
import prelude from '#shared/sql/prelude.sql'
import { duckdbSession } from './duckdb-session.ts'
import { copiesOf, filesIn, workspace } from './files.ts'
import type { Warehouse } from './warehouse.ts'

export interface DuckdbOptions {
  /** The folder of a folder lake, or any other lake, whose objects are then copied to the scratch folder. */
  readonly lakeRoot: string | Lake
  /** An existing folder for spilled data; each session has its own part and removes it. */
  readonly scratch: string
  /**
   * Of the engine alone: with ten million rows the process takes up to 600 MB beside it (rows of lookups, footers, what the allocator
   * holds on to), and together they have 1.5 GB.
   */
  readonly memoryLimit?: string
  /** Of the engine, beside the one of each statement that runs. */
  readonly threads?: number
}

const sideBySide = 2

/** Together with the statements side by side as many as there are cores: more of them only hand work to and fro. */
const usualThreads = Math.min(4, Math.max(1, availableParallelism() - sideBySide + 1))

const statements = prelude
  .split(/;\s*$/m)
  .map((statement) => statement.trim())
  .filter((statement) => statement !== '')

/** The engine of the laptop: DuckDB in this process, with Trino's words. */
export const duckdbWarehouse = ({
  lakeRoot,
  scratch,
  memoryLimit = '768MB',
  threads = usualThreads,
}: DuckdbOptions): Warehouse => ({
  async open() {
    const space = await workspace(scratch)
    await mkdir(space.spill, { recursive: true })
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: memoryLimit,
      threads: String(threads),
      temp_directory: space.spill,
      preserve_insertion_order: 'false',
      // Files of records are read few times; keeping them would take the room of tables.
      enable_external_file_cache: 'false',
      // Spans of UTC offsets are few; sorting all records to meet them costs far more than trying each.
      nested_loop_join_threshold: '512',
    })
    const connections = await Promise.all(Array.from({ length: sideBySide }, () => instance.connect()))
    const [connection] = connections as [DuckDBConnection]
    // Records are hundreds of files that many models read: their footers are parsed once.
    await connection.run('LOAD parquet')
    await connection.run('SET GLOBAL parquet_metadata_cache = true')
    for (const statement of statements) await connection.run(statement)
    const files = typeof lakeRoot === 'string' ? filesIn(lakeRoot) : copiesOf(lakeRoot, space.copies)
    return duckdbSession(instance, connections, files, space)
  },
})
