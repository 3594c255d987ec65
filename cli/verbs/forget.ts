import { loadConnections } from '#ingest/connection/connections.ts'
import { type Forgotten, forgetConnection } from '#ingest/connection/forget-connection.ts'
import { readMadeBy } from '#ingest/connection/made-by.ts'
import { connectionsInLake } from '#ingest/raw/pointer.ts'
import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { type Context, needsFlag } from '../context.ts'
import type { Outcome } from '../outcome.ts'
import { type Locked, withProjectLock } from '../pipeline/lock.ts'

const objectsOf = (found: Forgotten) => [...found.units, ...found.raw, ...found.quarantine, ...found.manifests]

/** Takes away all that a connection has brought, under the project's lock. */
export const forgetLocked = (ctx: Context, name: string, dryRun: boolean): Promise<Outcome> =>
  withProjectLock(ctx, 'forget', (locked) => forget(ctx, name, locked, dryRun))

async function forget(ctx: Context, name: string, { fence }: Locked, dryRun: boolean): Promise<Outcome> {
  const rt = ctx.runtime()
  const planned = await forgetConnection(rt, name, { fence, dryRun: true })
  const count = objectsOf(planned).length
  if (dryRun) return { result: planned, print: objectsOf(planned) }
  if (count === 0) {
    await refuseUnknown(ctx, name)
    // What it has claimed before it was refused is free again.
    await forgetConnection(rt, name, { fence })
    return {
      result: planned,
      notes: [say(`Подключение «${name}» ничего не приносило.`, `“${name}” has brought nothing.`)],
    }
  }
  if (!ctx.yes) {
    throw needsFlag(
      `--yes: concord forget ${name} --yes`,
      say(
        `Будет убрано объектов: ${count} (записи, исходные строки и карантин подключения «${name}»).`,
        `${count} objects will be removed (records, raw rows and quarantine of “${name}”).`,
      ),
    )
  }
  const done = await forgetConnection(rt, name, { fence })
  return {
    result: done,
    notes: [say(`Убрано объектов: ${count}`, `Objects removed: ${count}`)],
    next: say('concord build, затем concord report', 'concord build, then concord report'),
  }
}

/** A slip of the pen must not look like a job done. */
async function refuseUnknown(ctx: Context, name: string): Promise<void> {
  const connected = (await loadConnections(ctx.projectDir)).map((connection) => connection.name)
  if (connected.includes(name) || (await readMadeBy(ctx.runtime(), { name }))) return
  const known = [...new Set([...connected, ...(await connectionsInLake(ctx.runtime()))])].sort().join(', ') || '—'
  throw new FixConfig({
    code: 'UNKNOWN_CONNECTION',
    what: say(`нет подключения ${name}`, `there is no connection ${name}`),
    hint: say(`Есть: ${known}`, `There are: ${known}`),
  })
}
