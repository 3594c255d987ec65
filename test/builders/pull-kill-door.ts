import { inRaw, knock } from '#ingest/door/door.ts'
import { readHints } from '#ingest/door/hints.ts'
import { memoryLake } from '#shared/lake/memory.ts'
import { memorySecrets } from '#shared/secrets/memory.ts'
import { memoryState } from '#shared/state/memory.ts'
import { toy, toySetting } from '../platforms/toy.ts'
import { type CrashMoment, failingStores } from './failing-stores.ts'
import { playedHttp, playedUrl } from './pull-kill-http.ts'
import { landingLate } from './pull-kill-plants.ts'
import { connectionOf, type PullPlace, pullRuntime } from './pull-kill-run.ts'
import { settableClock } from './sync-project.ts'

const secret = 'canary-hook-secret-0123456789'

/** Knocks while the stores die at each operation in turn; answers what was said to be landed and is not. */
export async function knockAndCrash(late: boolean): Promise<readonly string[]> {
  const wrong: string[] = []
  for (const moment of ['before', 'after'] as const)
    for (let at = 0; at < 20; at++) wrong.push(...(await crashAt(at, moment, late)))
  return wrong
}

async function crashAt(at: number, moment: CrashMoment, late: boolean): Promise<readonly string[]> {
  const clock = settableClock(toySetting.now)
  const [lake, state] = [memoryLake(), memoryState(clock)]
  const failing = failingStores(lake, state, at, moment)
  const place: PullPlace = { setting: toySetting, url: playedUrl, http: playedHttp(() => ({})), clock }
  const stores = { ...failing, secrets: memorySecrets(toySetting.secrets('')) }
  const landing = landingLate(failing.lake)
  const target = { connection: connectionOf(place), door: toy.door! }
  const answered: string[] = []
  for (const id of ['one', 'two', 'three']) {
    const body = Buffer.from(`leads[add][0][id]=${id}`)
    const hook = { rest: secret, headers: {}, body }
    const answer = await knock(pullRuntime(stores, place), late ? landing : inRaw(failing.lake), target, hook)
    if (answer === 200) answered.push(id)
    await landing.settle().catch(() => undefined)
  }
  const landed = (await lake.list('raw/')).length
  const hinted = new Set((await readHints(state, 'crm')).map(({ id }) => id))
  if (landed < answered.length) return [`${answered.length} answered, ${landed} landed (${moment} ${at})`]
  return answered.filter((id) => !hinted.has(id)).map((id) => `${id} is not hinted at`)
}
