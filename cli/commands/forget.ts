import { Command } from 'commander'
import { type Forgotten, forgetConnection } from '#ingest/forget-connection.ts'
import { connectionsInLake } from '#ingest/pointer.ts'
import { loadConnections } from '#ingest/sources/file/index.ts'
import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { action, type Context, needsFlag } from '../context.ts'
import type { HelpTexts } from '../help.ts'
import type { Outcome } from '../outcome.ts'
import { type Locked, withProjectLock } from '../pipeline/lock.ts'

export const forgetCommand = (help: HelpTexts): Command =>
  new Command('forget')
    .description(help.forget)
    .argument('<connection>')
    .option('--dry-run', help.dryRun)
    .action(
      action((ctx, name: string, options: { dryRun?: boolean }) =>
        withProjectLock(ctx, 'forget', (locked) => forget(ctx, name, locked, Boolean(options.dryRun))),
      ),
    )

const objectsOf = (found: Forgotten) => [...found.units, ...found.raw, ...found.quarantine, ...found.manifests]

async function forget(ctx: Context, name: string, { fence }: Locked, dryRun: boolean): Promise<Outcome> {
  const rt = ctx.runtime()
  const planned = await forgetConnection(rt, name, { fence, dryRun: true })
  const count = objectsOf(planned).length
  if (dryRun) return { result: planned, print: objectsOf(planned) }
  if (count === 0) {
    await refuseUnknown(ctx, name)
    return {
      result: planned,
      notes: [say(`Подключение «${name}» ничего не приносило.`, `“${name}” has brought nothing.`)],
    }
  }
  if (!ctx.yes) {
    throw needsFlag(
      '--yes',
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
  if (connected.includes(name)) return
  const known = [...new Set([...connected, ...(await connectionsInLake(ctx.runtime()))])].sort().join(', ') || '—'
  throw new FixConfig({
    code: 'UNKNOWN_CONNECTION',
    what: say(`нет подключения ${name}`, `there is no connection ${name}`),
    hint: say(`Есть: ${known}`, `There are: ${known}`),
  })
}
