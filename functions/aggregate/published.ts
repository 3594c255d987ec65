import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { SqlResult, WarehouseSession } from '#shared/warehouse/warehouse.ts'
import { addAgreement } from './agreement-store.ts'
import { type BuildManifest, keysOf, readPublished } from './current.ts'
import { type ReadingRuntime, warehouseOf } from './runtime.ts'

export { type BuildManifest, readPublished } from './current.ts'

/** Reads what is published, and nothing else: the marts, the checks and the agreement's tables, under their own names. */
export interface Published {
  readonly current: BuildManifest
  /** Runs Trino text; `limit` rows at most. */
  query(sql: string, limit?: number): Promise<SqlResult>
  close(): Promise<void>
}

const nothingYet = () =>
  new FixConfig({
    code: 'NOTHING_PUBLISHED',
    what: say('Ещё ничего не опубликовано.', 'Nothing is published yet.'),
    hint: say('Загрузите данные и посчитайте: concord run', 'Read the data and build: concord run'),
  })

async function addMarts(session: WarehouseSession, current: BuildManifest): Promise<void> {
  for (const [name, model] of Object.entries(current.models)) {
    await session.addLakeTable({ name, columns: model.columns, keys: keysOf(model), hive: false })
  }
}

/** Errors: FixConfig NOTHING_PUBLISHED before the first build. The caller closes it. */
export async function openPublished(rt: ReadingRuntime): Promise<Published> {
  const current = await readPublished(rt)
  if (!current) throw nothingYet()
  const session = await (await warehouseOf(rt)).open()
  try {
    await addMarts(session, current)
    await addAgreement(session, current.agreement)
    await session.lock()
  } catch (error) {
    await session.close()
    throw error
  }
  return { current, query: (sql, limit) => session.query(sql, limit), close: () => session.close() }
}
