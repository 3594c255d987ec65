import type { AthenaWarehouse, LateAthenaOptions } from './athena.ts'
import type { GlueCatalog } from './glue-catalog.ts'

/** Athena and Glue whose clients are loaded when something is first asked of them: most starts of a function never do. */
export function lateAthena(options: LateAthenaOptions): AthenaWarehouse {
  const load = async () => (await import('./athena-clients.ts')).athenaOnAws(options)
  return {
    database: options.database,
    uri: (key) => `s3://${options.bucket}/${key}`,
    catalog: lateCatalog(async () => (await load()).catalog),
    open: async () => (await load()).open(),
    openStanding: async () => (await load()).openStanding(),
    in: (database, prefix) => lateAthena({ ...options, database, prefix }),
  }
}

const lateCatalog = (load: () => Promise<GlueCatalog>): GlueCatalog => ({
  ensureDatabase: async (...asked) => (await load()).ensureDatabase(...asked),
  dropDatabase: async (...asked) => (await load()).dropDatabase(...asked),
  databases: async (...asked) => (await load()).databases(...asked),
  tables: async (...asked) => (await load()).tables(...asked),
  putTable: async (...asked) => (await load()).putTable(...asked),
  addPartitions: async (...asked) => (await load()).addPartitions(...asked),
  dropTable: async (...asked) => (await load()).dropTable(...asked),
})
