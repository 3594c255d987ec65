import * as z from 'zod'
import { awsRuntime } from '#shared/runtime-aws.ts'
import { withRuntime } from '#shared/with-runtime.ts'

const event = z.discriminatedUnion('action', [
  z.object({ action: z.literal('plan') }),
  z.object({ action: z.literal('render'), month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) }),
])

/** Pages and tables of the months that need them, from published marts into the lake. */
export const handler = withRuntime({ service: 'report', event, makeRuntime: awsRuntime }, async (rt, asked) => {
  if (asked.action === 'plan') return (await import('#report/nightly/plan.ts')).planReport(rt)
  return (await import('#report/nightly/render.ts')).renderReport(rt, asked.month)
})
