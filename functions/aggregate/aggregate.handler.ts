import * as z from 'zod'
import { awsRuntime } from '#shared/runtime-aws.ts'
import { withRuntime } from '#shared/with-runtime.ts'

const build = z.string().regex(/^[0-9a-f]{16}$/)
const model = z.string().min(1)

const event = z.discriminatedUnion('action', [
  z.object({ action: z.literal('plan'), as_of: z.iso.date().optional() }),
  z.object({ action: z.literal('statement'), build, model }),
  z.object({ action: z.literal('lookup'), build, model }),
  z.object({ action: z.literal('check'), build }),
  z.object({ action: z.literal('publish'), build }),
])

/** One step of a build; the waiting between them is the state machine's. */
export const handler = withRuntime({ service: 'aggregate', event, makeRuntime: awsRuntime }, async (rt, asked) => {
  // All models' SQL comes with it: loaded at the first call, not while Lambda starts.
  const { steps } = await import('./on-athena/steps.ts')
  if (asked.action === 'plan') return steps.plan(rt, asked.as_of)
  if (asked.action === 'statement') return steps.statement(rt, asked.build, asked.model)
  if (asked.action === 'lookup') return steps.lookup(rt, asked.build, asked.model)
  return asked.action === 'check' ? steps.check(rt, asked.build) : steps.publish(rt, asked.build)
})
