import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BuildSummary, build } from '#aggregate/build.ts'
import { lookups } from '#aggregate/lookups/index.ts'
import graph from '#aggregate/models/graph.json' with { type: 'json' }
import { models } from '#aggregate/models/index.ts'
import { compileAgreements } from '#shared/agreement/compile.ts'
import { loadAgreements } from '#shared/agreement/load.ts'
import { localRuntime } from '#shared/runtime-local.ts'
import { writeCompany } from './companies.ts'
import { type HookOptions, playHooks } from './pull-hooks.ts'
import type { HookPlay } from './pull-hooks-worlds.ts'
import { diskStores } from './pull-kill-disk.ts'
import { playedUrl } from './pull-kill-http.ts'
import { personalKey } from './pull-kill-run.ts'

/** The marts of a project on disk after a week of webhooks and pulls. */
export async function martsAfter(play: HookPlay, options: HookOptions): Promise<BuildSummary['models']> {
  const folder = await mkdtemp(join(tmpdir(), 'concord-hooks-'))
  try {
    await writeCompany(folder, 'nothing')
    await writeFile(
      join(folder, 'secrets.json'),
      JSON.stringify({ ...personalKey, ...play.setting.secrets(playedUrl) }),
    )
    await playHooks(play, { ...options, stores: (clock) => diskStores(folder, clock) })
    const rt = localRuntime(folder, { progress: { step: () => undefined } })
    const agreement = compileAgreements(await loadAgreements(join(folder, 'agreement')))
    const { models: built } = await build(rt, { models, lookups, graph, agreement, asOf: '2026-07-31' })
    rt.close()
    return built
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
