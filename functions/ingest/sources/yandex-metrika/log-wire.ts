import * as z from 'zod'
import * as wire from '#ingest/mapping/wire.ts'
import { httpError } from '#shared/errors-http.ts'
import { say } from '#shared/i18n/text.ts'
import type { Ask, WireResponse } from '../../source.ts'
import type { Settings } from './settings.ts'

/** The API sends a plain text, its documents show a list. */
const oneOrMany = z.union([z.string(), z.array(z.string())]).nullish()

const request = z.looseObject({
  request_id: wire.id,
  status: z.string(),
  source: oneOrMany,
  date1: wire.text,
  date2: wire.text,
  fields: oneOrMany,
  size: wire.text,
  parts: z.array(z.looseObject({ part_number: wire.id, size: wire.text })).nullish(),
})

/** A log that Metrika prepares or has prepared. */
export type Log = z.output<typeof request>

const yes = z.union([z.boolean(), z.string()]).transform((value) => value === true || value === 'true' || value === '1')

const envelopes = {
  one: z.looseObject({ log_request: request }),
  list: z.looseObject({ requests: wire.list(request) }),
  evaluation: z.looseObject({
    log_request_evaluation: z.looseObject({ possible: yes, max_possible_day_quantity: wire.text }),
  }),
  counter: z.looseObject({ counter: z.looseObject({ time_zone_name: wire.text }) }),
} as const

type Envelopes = typeof envelopes

/** Errors: FixContract SHAPE. */
export function readAs<N extends keyof Envelopes>(
  name: N,
  response: WireResponse,
  who: string,
): z.output<Envelopes[N]> {
  const read = envelopes[name].safeParse(response.json())
  if (read.success) return read.data as z.output<Envelopes[N]>
  throw httpError('FixContract', {
    who,
    code: 'SHAPE',
    what: say(
      'Ответ Logs API не той формы, что обещает документация.',
      'The answer of the Logs API is not of the promised shape.',
    ),
    hint: say('Покажите это разработчикам.', 'Show it to the developers.'),
  })
}

const listed = (value: z.output<typeof oneOrMany>): readonly string[] =>
  (typeof value === 'string' ? value.split(',') : (value ?? [])).map((one) => one.trim())

/** Whether Concord has asked for it: nobody else asks for just these fields. */
export function isOurs({ source, fields }: Log, ours: readonly string[]): boolean {
  const theirs = new Set(listed(fields))
  return listed(source).includes('visits') && theirs.size === ours.length && ours.every((field) => theirs.has(field))
}

/** Days may come with a time of day. */
const dayIn = (text: string | null) => /^\d{4}-\d\d-\d\d/.exec(text ?? '')?.[0]

export const isOfSlice = ({ date1, date2 }: Log, { slice }: Ask<Settings>): boolean =>
  dayIn(date1) === slice.from && dayIn(date2) === slice.to

/** An answer that names other days belongs to another question. */
export const isOfOtherDays = (log: Log, { slice }: Ask<Settings>): boolean =>
  [dayIn(log.date1) ?? slice.from, dayIn(log.date2) ?? slice.to].join() !== [slice.from, slice.to].join()
