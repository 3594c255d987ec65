import * as z from 'zod'
import { httpError } from '#shared/errors-http.ts'
import { say } from '#shared/i18n/text.ts'
import type { Ask, Io } from '../../source.ts'
import { create, drop, evaluate, look, ownLogs } from './log-steps.ts'
import { isOfOtherDays, isOfSlice, type Log } from './log-wire.ts'
import type { Settings } from './settings.ts'

/** Where the pull stands inside a log: a part by its place, a piece of it by its number. */
export const place = z.object({ part: z.int(), piece: z.int() })
/** All is landed; only cleaning is left. */
export const end = 'clean'
/** `id` absent: a log was about to be asked for, and may have been. */
export const memo = z.object({
  id: z.string().nullable(),
  since: z.number(),
  next: z.union([place, z.literal(end)]).nullable(),
  /** By how many bytes the parts are cut: pieces have their numbers by it. */
  bytes: z.int().optional(),
})
type Memo = z.output<typeof memo>

const pollMs = 10_000
const longestPollMs = 120_000
const longestMs = 12 * 3_600_000

export type ReadyLog = Log & { readonly since: number }

const mostFailures = 3

/** A log that fails is asked for anew, a few times. What was landed of one that is gone can't be gone on with. */
export async function readyLog(io: Io<Settings>, ask: Ask<Settings>): Promise<ReadyLog> {
  for (let failures = 1, known = jobIn(ask); ; failures++, known = undefined) {
    const job = known ?? (await begin(io, ask, failures === 1 && memo.safeParse(ask.memo).success))
    const log = await ended(io, ask, job)
    if (log.status === 'processed') return { ...log, since: job.since }
    await io.remember(null)
    if (ask.next !== null) throw failed(io, log.status, 'RESTART')
    if (failures >= mostFailures) throw failed(io, log.status, log.status)
    await io.wait(pollMs * failures)
  }
}

export function jobIn(ask: Ask<Settings>): Job | undefined {
  const stood = memo.safeParse(ask.memo).data
  return stood?.id ? { id: stood.id, since: stood.since } : undefined
}

type Job = Pick<Memo, 'since'> & { readonly id: string }

/**
 * A log of ours that nobody waits for was left by a dead run: it takes up room, and nobody knows how old its numbers are.
 * Only one that this very slice may have asked for is taken over.
 */
async function begin(io: Io<Settings>, ask: Ask<Settings>, hasAsked: boolean): Promise<Job> {
  const left = await ownLogs(io)
  const taken = hasAsked ? left.findLast((log) => isOfSlice(log, ask) && isAlive(log)) : undefined
  for (const log of left) if (log !== taken) await drop(io, log)
  const since = io.now()
  if (!taken) {
    await evaluate(io, ask)
    await io.remember({ id: null, since, next: null })
  }
  const { request_id: id } = taken ?? (await create(io, ask))
  await io.remember({ id, since, next: null })
  return { id, since }
}

const waiting = new Set(['created', 'awaiting_retry'])
const terminal = new Set([
  ...['processed', 'canceled', 'processing_failed'],
  ...['cleaned_by_user', 'cleaned_automatically_as_too_old'],
])

const isAlive = ({ status }: Log) => waiting.has(status) || status === 'processed'

/** Waits until Metrika is done with the log, in one way or another; for ever never. */
async function ended(io: Io<Settings>, ask: Ask<Settings>, { id, since }: Job): Promise<Log> {
  for (let waitMs = pollMs; ; waitMs = Math.min(longestPollMs, Math.round(waitMs * 1.5))) {
    const log = await look(io, id)
    if (log.request_id !== id || isOfOtherDays(log, ask)) throw foreign(io)
    if (terminal.has(log.status)) return log
    if (!waiting.has(log.status)) throw unheard(io)
    if (io.now() - since > longestMs) {
      await drop(io, log)
      return { ...log, status: 'timed_out' }
    }
    await io.wait(waitMs)
  }
}

export const failed = (io: Io<Settings>, status: string, code: string) =>
  httpError('RetryWithBackoff', {
    who: io.connection.name,
    code,
    what: say(`Метрика не подготовила лог (${status}).`, `Metrika has not prepared the log (${status}).`),
    hint: say('Запустите позже.', 'Run it later.'),
  })

export const cutShort = (io: Io<Settings>) =>
  httpError('RetryWithBackoff', {
    who: io.connection.name,
    code: 'PART_CUT_SHORT',
    what: say('Часть лога пришла не до конца.', 'A part of the log did not come to its end.'),
    hint: say('Запустите позже.', 'Run it later.'),
  })

export const unheard = (io: Io<Settings>) =>
  httpError('FixContract', {
    who: io.connection.name,
    code: 'LOG_STATUS',
    what: say('Метрика ответила о логе так, как не обещала.', 'Metrika has said of the log what it never promised.'),
    hint: say('Покажите это разработчикам.', 'Show it to the developers.'),
  })

const foreign = (io: Io<Settings>) =>
  httpError('FixContract', {
    who: io.connection.name,
    code: 'OTHER_LOG',
    what: say('Метрика ответила о другом логе.', 'Metrika has answered about another log.'),
    hint: say('Повторите.', 'Try again.'),
  })

/** Errors: FixContract. The days before it stand; sums can still be had. */
export const tooLargeDay = (io: Io<Settings>) =>
  httpError('FixContract', {
    who: io.connection.name,
    code: 'DAY_TOO_LARGE',
    what: say('Лог одного дня не помещается в память.', 'The log of a single day does not fit into memory.'),
    hint: say(
      'Читайте суммы вместо визитов: resources: [traffic]',
      'Read sums in place of visits: resources: [traffic]',
    ),
  })
