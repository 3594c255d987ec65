import { parseConnection } from '#ingest/connection/connections.ts'
import { runConnection } from '#ingest/connection/run-connection.ts'
import { inRaw, knock } from '#ingest/door/door.ts'
import { replayConnection } from '#ingest/replay.ts'
import type { SourceConnection } from '#ingest/source-connection.ts'
import { sourceOf } from '#ingest/sources/index.ts'
import { memoryLake } from '#shared/lake/memory.ts'
import { memorySecrets } from '#shared/secrets/memory.ts'
import { memoryState } from '#shared/state/memory.ts'
import type { Platform } from '#test/replay-server/server.ts'
import { failingStores } from '../failing-stores.ts'
import { playedHttp } from '../pull-kill-http.ts'
import { personalKey } from '../pull-kill-run.ts'
import { runtimeOver, type settableClock } from '../sync-project.ts'
import type { LifeSystem } from './systems.ts'

export type Clock = ReturnType<typeof settableClock>

export interface PullWish {
  readonly since?: string
  readonly fullRefresh?: boolean
  /** Time for so many requests; the run is not gone on with here. */
  readonly requests?: number
  /** Dies at this operation of the stores. */
  readonly dies?: { readonly at: number; readonly moment: 'before' | 'after' }
}

/** A project that reads one connection, over memory. */
export function openProject(system: LifeSystem, platform: Platform, clock: Clock) {
  const [lake, state] = [memoryLake(), memoryState(clock)]
  const secrets = memorySecrets({ ...personalKey, ...system.secrets })
  const requestMs = 1000
  const http = playedHttp((asked) => {
    clock.time += requestMs
    return platform(asked)
  })
  const sleep = async (ms: number) => {
    clock.time += ms
  }
  const outside = { http, sleep, random: () => 0.5 }
  let yaml = system.yaml(new Set())
  const connection = () => parseConnection(yaml, 'connections/crm.yaml', (kind) => sourceOf(kind)!) as SourceConnection
  const source = () => sourceOf(connection().kind)!
  const base = () => ({ ...runtimeOver(lake, state, clock), secrets })

  async function fence() {
    const claim = await state.claim('project', 'test', 0)
    if (!claim.held) throw new Error('the lease of a test is free')
    return claim.fence
  }

  /** True: all of it was read. */
  async function pull({ requests, dies, ...wish }: PullWish = {}): Promise<boolean> {
    const failing = dies ? failingStores(lake, state, dies.at, dies.moment) : undefined
    const rt = failing ? { ...base(), lake: failing.lake, state: failing.state } : base()
    const deadline = requests === undefined ? undefined : clock.now() + requests * requestMs
    try {
      const { done, summary } = await runConnection(rt, connection(), {
        ...wish,
        deadline,
        outside,
        fence: await fence(),
      })
      const problem = summary.files.find((file) => file.problem)?.problem
      if (problem)
        throw new Error(`the pull has not ended well: ${problem.code} ${problem.where ?? ''} ${problem.what.en}`)
      return done
    } catch (error) {
      if (error instanceof Error && /^(answer of )?operation \d+$/.test(error.message)) return false
      throw error
    }
  }

  return {
    ...{ lake, state, clock, pull },
    async replay() {
      await replayConnection(base(), source(), connection())
    },
    async knock(body: string) {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      const target = { connection: connection(), door: source().door! }
      const answer = await knock({ ...base(), ...outside }, inRaw(lake), target, {
        ...{ rest: system.hookPath, headers, body: Buffer.from(body) },
      })
      if (answer !== 200) throw new Error(`the door answered ${answer}`)
    },
    /** Another mapping, which lacks these words. */
    remap(unmapped: ReadonlySet<string>) {
      yaml = system.yaml(unmapped)
    },
  }
}

export type Project = ReturnType<typeof openProject>
