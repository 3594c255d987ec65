import * as z from 'zod'
import { Bug, factsOf } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { type CloudRuntime, runInCloud } from './in-cloud.ts'
import { pushedConnection } from './pushed.ts'

/** A message of the queue: S3 says which objects have come. */
export interface Arrival {
  readonly messageId: string
  readonly body: string
}

const s3Event = z.object({
  Records: z.array(z.object({ s3: z.object({ object: z.object({ key: z.string() }) }) })).default([]),
})

/** The connections that the objects of a message belong to: the first part of their keys. Errors: Bug. */
function connectionsIn(body: string): readonly string[] {
  try {
    const keys = s3Event.parse(JSON.parse(body)).Records.map(({ s3 }) => s3.object.key)
    return keys.map((key) => decodeURIComponent(key.replaceAll('+', ' ')).split('/')[0]!)
  } catch {
    throw new Bug({ code: 'ARRIVAL', what: say('сообщение не от S3', 'this message is not of S3') })
  }
}

/** Syncs each connection that the messages name once. Answers those that must come again: they failed, or there is more to do. */
export async function syncArrived<A extends Arrival>(
  rt: CloudRuntime,
  arrivals: readonly A[],
  remaining: () => number,
): Promise<readonly A[]> {
  const synced = new Map<string, Promise<boolean>>()
  const again: A[] = []
  for (const arrival of arrivals) {
    const isDone = await noting(rt, arrival.messageId, async () => {
      const answers: boolean[] = []
      for (const name of connectionsIn(arrival.body)) {
        if (!synced.has(name))
          synced.set(
            name,
            noting(rt, name, () => sync(rt, name, remaining())),
          )
        answers.push(await synced.get(name)!)
      }
      return answers.every(Boolean)
    })
    if (!isDone) again.push(arrival)
  }
  return again
}

async function sync(rt: CloudRuntime, name: string, remainingMs: number): Promise<boolean> {
  const pulled = await runInCloud(rt, await pushedConnection(rt, name), { remainingMs })
  return pulled?.done ?? false
}

/** One that fails must not hold up the others: false, and the log says why. */
async function noting({ log }: CloudRuntime, who: string, work: () => Promise<boolean>): Promise<boolean> {
  try {
    return await work()
  } catch (error) {
    log.warn('arrival failed', { who, ...factsOf(error) })
    return false
  }
}
