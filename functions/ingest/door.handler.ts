import * as z from 'zod'
import { secretMemory } from '#shared/secrets/remembered.ts'
import { awsStores, type MakeRuntime } from '#shared/stores-aws.ts'
import { withRuntime } from '#shared/with-runtime.ts'
import type { CloudRuntime } from './cloud/in-cloud.ts'

const event = z.looseObject({
  rawPath: z.string(),
  headers: z.record(z.string(), z.string().optional()).default({}),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().default(false),
})

/** POST /hooks/{connection}[/{secret}]: answered only after the webhook was put. An unknown name answers as a wrong secret does. */
export const doorHandler = (makeRuntime: MakeRuntime<CloudRuntime>) => {
  const remembered = secretMemory()
  return withRuntime(
    { service: 'door', event, makeRuntime },
    async (rt, { rawPath, headers, body, isBase64Encoded }) => {
      // All connectors come with it: loaded at the first call, not while Lambda starts.
      const [{ doorTarget, inInbox, knock }, { pushedConnections }] = await Promise.all([
        import('./door/door.ts'),
        import('./cloud/pushed.ts'),
      ])
      const [, name, ...rest] = rawPath.replace(/^\/|\/$/g, '').split('/')
      const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8')
      const target = pushedConnections(rt).then((connections) => doorTarget(connections, name))
      const at = { ...rt, secrets: remembered(rt.secrets, rt.clock) }
      const statusCode = await knock(at, inInbox(rt.inbox), target, { rest: rest.join('/'), headers, body: bytes })
      return { statusCode, body: '' }
    },
  )
}

export const handler = doorHandler(awsStores)
