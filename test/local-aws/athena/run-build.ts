import { setTimeout as wait } from 'node:timers/promises'
import { GetQueryExecutionCommand, StartQueryExecutionCommand } from '@aws-sdk/client-athena'
import { checkOnAthena } from '#aggregate/on-athena/check.ts'
import { lookupOnAthena } from '#aggregate/on-athena/lookup.ts'
import type { AthenaRuntime, Catalogue } from '#aggregate/on-athena/parts.ts'
import { type Planned, type PlanOptions, planOnAthena } from '#aggregate/on-athena/plan.ts'
import { publishOnAthena } from '#aggregate/on-athena/publish.ts'
import { type Statement, statementFor } from '#aggregate/on-athena/statement.ts'
import type { LocalAthena } from './start.ts'

/** What `athena:startQueryExecution.sync` does: starts the statement and waits for its end. */
export async function runSync({ athena }: LocalAthena, { sql, database }: Statement): Promise<void> {
  const started = await athena.send(
    new StartQueryExecutionCommand({
      QueryString: sql,
      QueryExecutionContext: { Database: database, Catalog: 'AwsDataCatalog' },
      WorkGroup: 'build',
    }),
  )
  for (;;) {
    const { QueryExecution } = await athena.send(
      new GetQueryExecutionCommand({ QueryExecutionId: started.QueryExecutionId }),
    )
    const { State, StateChangeReason } = QueryExecution?.Status ?? {}
    if (State === 'SUCCEEDED') return
    if (State === 'FAILED' || State === 'CANCELLED') throw new Error(`${State}: ${StateChangeReason}`)
    await wait(20)
  }
}

/** Levels one after the other, models of a level side by side, as the state machine does. */
export async function runLevels(local: LocalAthena, rt: AthenaRuntime, catalogue: Catalogue, planned: Planned) {
  for (const { items } of planned.levels) {
    const queue = [...items]
    const worker = async () => {
      for (let item = queue.shift(); item; item = queue.shift()) {
        if (item.kind === 'lookup') await lookupOnAthena(rt, catalogue.lookups, planned.build, item.model)
        else await runSync(local, await statementFor(rt, catalogue.models, planned.build, item.model))
      }
    }
    await Promise.all(Array.from({ length: 4 }, worker))
  }
}

/** Plan, levels, check, publish. Errors: those of the steps. */
export async function runBuild(local: LocalAthena, rt: AthenaRuntime, catalogue: Catalogue, options: PlanOptions) {
  const planned = await planOnAthena(rt, catalogue, options)
  if (planned.done) return planned
  await runLevels(local, rt, catalogue, planned)
  await checkOnAthena(rt, catalogue, planned.build)
  await publishOnAthena(rt, planned.build)
  return planned
}
