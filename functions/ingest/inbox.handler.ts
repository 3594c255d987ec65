import * as z from 'zod'
import { awsStores, type MakeRuntime } from '#shared/stores-aws.ts'
import { withRuntime } from '#shared/with-runtime.ts'
import type { CloudRuntime } from './cloud/in-cloud.ts'

const event = z.object({ Records: z.array(z.object({ messageId: z.string(), body: z.string() })) })

/** Syncs each connection that a batch names once; what fails, or has more to do, comes again. */
export const inboxHandler = (makeRuntime: MakeRuntime<CloudRuntime>) =>
  withRuntime({ service: 'inbox', event, makeRuntime }, async (rt, { Records }, { remaining }) => {
    // All connectors come with it: loaded at the first call, not while Lambda starts.
    const { syncArrived } = await import('./cloud/arrivals.ts')
    const again = await syncArrived(rt, Records, remaining)
    return { batchItemFailures: again.map(({ messageId }) => ({ itemIdentifier: messageId })) }
  })

export const handler = inboxHandler(awsStores)
