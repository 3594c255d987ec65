import * as z from 'zod'
import { deliver } from '#report/nightly/deliver.ts'
import { awsRuntime } from '#shared/runtime-aws.ts'
import { withRuntime } from '#shared/with-runtime.ts'

const error = z.object({ Error: z.string().optional(), Cause: z.string().optional() })
const pulls = z
  .array(z.object({ connection: z.string(), failed: z.boolean() }))
  .readonly()
  .default([])

const event = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('digest'), run: z.string(), pulls }),
  z.object({ kind: z.literal('blocked'), build: z.string(), error }),
  z.object({ kind: z.literal('failed'), run: z.string(), error }),
])

/** Tells people: the digest, or why there is none. */
export const handler = withRuntime({ service: 'deliver', event, makeRuntime: awsRuntime }, async (rt, tidings) =>
  deliver({ lake: rt.lake, outbox: rt.outbox, pageUrl: rt.config.pageUrl }, tidings),
)
