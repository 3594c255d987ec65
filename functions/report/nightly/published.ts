import type { Query } from '#report/read/rows.ts'
import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Runtime } from '#shared/runtime.ts'
import type { AthenaWarehouse } from '#shared/warehouse/athena.ts'
import { buildDatabase } from '#shared/warehouse/glue-names.ts'
import { type Current, readCurrent } from './current.ts'

/** The warehouse is that of the stable database. */
export interface ReportRuntime extends Pick<Runtime, 'lake'> {
  readonly warehouse: AthenaWarehouse
}

export interface Published {
  readonly current: Current
  /** Asks the published build's own database: it stays whole while the stable one is being repointed. */
  readonly query: Query
}

export const nothingPublished = () =>
  new FixConfig({
    who: 'report',
    code: 'NOTHING_PUBLISHED',
    what: say('Ещё ничего не опубликовано.', 'Nothing is published yet.'),
    hint: say(
      'Дождитесь ночного расчёта или запустите его: concord deploy --run',
      'Wait for the nightly run, or start it',
    ),
  })

/** Each statement costs a second or two on Athena, and several parts of a report ask the same. */
function remembering(ask: Query): Query {
  const asked = new Map<string, ReturnType<Query>>()
  return (sql) => {
    const known = asked.get(sql) ?? ask(sql)
    asked.set(sql, known)
    return known
  }
}

/** Undefined before the first build. */
export async function openPublished({ lake, warehouse }: ReportRuntime): Promise<Published | undefined> {
  const current = await readCurrent(lake)
  if (!current) return undefined
  const session = await warehouse.in(buildDatabase(warehouse.database, current.build)).openStanding()
  return { current, query: remembering(async (sql) => (await session.query(sql)).rows) }
}
