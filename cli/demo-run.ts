import type { Market } from '#examples/demo/platforms/index.ts'
import { say } from '#shared/i18n/text.ts'
import type { Context } from './context.ts'
import { demoWorld, fillThroughConnectors } from './demo-connectors.ts'
import type { Outcome } from './outcome.ts'
import { runPipeline } from './pipeline/run.ts'
import { syncAll } from './pipeline/sync.ts'

/** The demo company once more, this time read from its systems; they are switched off when the report stands. */
export async function runThroughConnectors(ctx: Context, packageRoot: string, market: Market): Promise<Outcome> {
  const played = await fillThroughConnectors(ctx.projectDir, { packageRoot, market })
  const { clock, outside } = demoWorld()
  try {
    ctx.tell([
      say(`Системы демо-компании отвечают: ${played.about}`, `The demo company's systems answer: ${played.about}`),
    ])
    const living: Context = { ...ctx, runtime: () => ({ ...ctx.runtime(), clock }) }
    const outcome = await runPipeline(ctx, {}, (locked) => syncAll(living, { outside }, locked))
    return { ...outcome, notes: [...(outcome.notes ?? []), switchedOff] }
  } finally {
    await played.stop()
  }
}

const switchedOff = say(
  'Системы демо-компании выключены: concord build, report, explain и query работают, sync уже не дозвонится.',
  "The demo company's systems are switched off: concord build, report, explain and query work, sync finds nobody.",
)
