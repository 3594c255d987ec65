import * as z from 'zod'
import type { Json, State } from '#shared/state/state.ts'

const problem = z.object({ code: z.string(), what: z.object({ ru: z.string(), en: z.string() }) })

const message = z.object({
  key: z.string(),
  channel: z.enum(['mail', 'alert']),
  subject: z.string(),
  text: z.string(),
  html: z.string().optional(),
  attachments: z
    .array(z.object({ name: z.string(), type: z.string(), key: z.string() }))
    .readonly()
    .optional(),
})

/** `until`: epoch ms; past it a letter that is being sent is abandoned. Counts are of answers "no" and of no answer. */
const queued = z.object({
  status: z.enum(['waiting', 'sending', 'refused', 'in-doubt']),
  message,
  refusals: z.int(),
  unknown: z.int(),
  until: z.number(),
  problem: problem.optional(),
})

/** What went out leaves only its key and the time: enough to refuse a second one. */
const sent = z.object({ status: z.literal('sent'), at: z.number() })

export type Queued = z.infer<typeof queued>
export type Letter = Queued | z.infer<typeof sent>

export const entryKey = (key: string): string => `outbox/${key}`

/** Nothing will be done about it any more. */
export const isOver = (letter: Letter): boolean =>
  letter.status === 'sent' || letter.status === 'refused' || letter.status === 'in-doubt'

export async function readLetter(state: State, key: string) {
  const found = await state.get(entryKey(key))
  return found && { letter: z.union([sent, queued]).parse(found.value), version: found.version }
}

/** Undefined: something else stands there than `version`. */
export const update = (state: State, key: string, letter: Letter, version: number | undefined) =>
  state.putIf(entryKey(key), JSON.parse(JSON.stringify(letter)) as Json, version)
