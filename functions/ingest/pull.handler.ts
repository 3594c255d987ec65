import * as z from 'zod'
import { awsStores, type MakeRuntime } from '#shared/stores-aws.ts'
import { withRuntime } from '#shared/with-runtime.ts'
import type { CloudRuntime } from './cloud/in-cloud.ts'

const event = z.discriminatedUnion('action', [
  z.object({ action: z.literal('list') }),
  z.object({ action: z.literal('pull'), connection: z.string().min(1), since: z.iso.date().optional() }),
])

/** Pulls one connection as far as the time allows; not done: call again. */
export const pullHandler = (makeRuntime: MakeRuntime<CloudRuntime>) =>
  withRuntime({ service: 'pull', event, makeRuntime }, async (rt, asked, { remaining }) => {
    // All connectors come with it: loaded at the first call, not while Lambda starts.
    const { pushedConnection, pushedConnections } = await import('./cloud/pushed.ts')
    if (asked.action === 'list') {
      return { connections: (await pushedConnections(rt)).map(({ name }) => ({ connection: name })) }
    }
    const { runInCloud } = await import('./cloud/in-cloud.ts')
    const connection = await pushedConnection(rt, asked.connection)
    const pulled = await runInCloud(rt, connection, { remainingMs: remaining(), since: asked.since })
    // Whoever holds it may have died: the machine waits and asks again, until that lease has run out.
    if (!pulled) {
      return { connection: asked.connection, done: false, summary: { busy: true, resume_at: rt.clock.now() } }
    }
    const { total, files } = pulled.summary
    const problems = files.flatMap(({ name, problem }) => (problem ? [{ name, code: problem.code }] : []))
    return {
      connection: asked.connection,
      done: pulled.done,
      summary: { ...total, problems, resume_at: pulled.resumeAt ?? null },
    }
  })

export const handler = pullHandler(awsStores)
