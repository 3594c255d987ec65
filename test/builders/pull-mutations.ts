import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Pulled } from '#ingest/pull/pull.ts'
import { memoryLake } from '#shared/lake/memory.ts'
import { memorySecrets } from '#shared/secrets/memory.ts'
import { memoryState } from '#shared/state/memory.ts'
import type { Reply } from '#test/replay-server/server.ts'
import { mutated } from './mutate.ts'
import { playedHttp, playedUrl } from './pull-kill-http.ts'
import type { KillPlatform } from './pull-kill-platforms.ts'
import { personalKey, pullOver } from './pull-kill-run.ts'
import { settableClock } from './sync-project.ts'

export interface SpoiltTally {
  payloads: number
  pulls: number
  /** Pulls that ended with an error that says what to do. */
  refused: number
  received: number
  good: number
  quarantined: number
  /** Heap in use after the last pull over that after the first tenth, MB. */
  grownMb: number
  readonly wrong: string[]
}

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const heapMb = () => {
  collect()
  return process.memoryUsage().heapUsed / (1 << 20)
}

const mostRequests = 2000

/** Pulls again and again from a platform every other answer of which is spoilt, until so many were. */
export async function pullSpoilt(platform: KillPlatform, payloads: number): Promise<SpoiltTally> {
  const tally: SpoiltTally = {
    ...{ payloads: 0, pulls: 0, refused: 0, received: 0, good: 0, quarantined: 0, grownMb: 0, wrong: [] },
  }
  let early: number | undefined
  for (let seed = 0; tally.payloads < payloads; seed++) {
    await pullOnce(platform, seed, tally)
    if (early === undefined && tally.payloads >= payloads / 10) early = heapMb()
  }
  tally.grownMb = Math.round(heapMb() - early!)
  return tally
}

async function pullOnce(platform: KillPlatform, seed: number, tally: SpoiltTally): Promise<void> {
  const { setting } = platform
  const world = platform.world()
  const clock = settableClock(setting.now)
  const secrets = memorySecrets({ ...personalKey, ...setting.secrets(playedUrl) })
  const stores = { lake: memoryLake(), state: memoryState(clock), secrets }
  let [requests, before] = [0, undefined as Reply | undefined]
  const http = playedHttp(async (asked) => {
    const honest = await world.answer(asked)
    const number = requests++
    if (requests > mostRequests) throw new Error('it does not end')
    const isSpoilt = number >= 1 && (number + seed) % 2 === 0
    if (isSpoilt) tally.payloads++
    const reply = isSpoilt ? mutated(seed * 1000 + number)(honest, before, asked) : honest
    before = honest
    return reply
  })
  tally.pulls++
  const pulled = await pullOver(stores, { setting, url: playedUrl, http, clock }).catch((error: unknown) => {
    if (error instanceof Error && 'problems' in error) tally.refused++
    else tally.wrong.push(`seed ${seed}: ${error instanceof Error ? error.message : error}`)
  })
  if (pulled) account(pulled, seed, tally)
}

function account({ summary: { total } }: Pulled, seed: number, tally: SpoiltTally): void {
  const { read, good, quarantined, filtered, duplicate } = total
  tally.received += read
  tally.good += good
  tally.quarantined += quarantined
  if (good + quarantined + filtered + duplicate !== read) tally.wrong.push(`seed ${seed}: ${JSON.stringify(total)}`)
}
