import type { ModelDefinition } from '#aggregate/model.ts'
import { freshPlace } from '#shared/warehouse/athena-session.ts'
import { createTableAs } from '#shared/warehouse/athena-statement.ts'
import { type AthenaRuntime, find, placeOf } from './parts.ts'

export interface Statement {
  readonly model: string
  readonly sql: string
  readonly database: string
  /** Where its files will stand: s3://…/, new for each attempt. */
  readonly output: string
}

/** The statement that makes a model's table. */
export function statementOf({ name, sql = '' }: ModelDefinition, output: string): string {
  return createTableAs(name, sql, output)
}

/** What an earlier attempt has made is taken out of the catalogue, so that the statement may be run again. */
export async function statementFor(
  rt: AthenaRuntime,
  models: readonly ModelDefinition[],
  build: string,
  name: string,
): Promise<Statement> {
  const model = find(models, name)
  const place = placeOf(rt, build)
  await place.catalog.dropTable(place.database, name)
  const output = place.uri(`${freshPlace(`builds/${build}`, name)}/`)
  return { model: name, sql: statementOf(model, output), database: place.database, output }
}
