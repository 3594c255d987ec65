import { digestText } from '#report/messages/digest.ts'
import { blockedText, type Caught, failedText } from '#report/messages/trouble.ts'
import { Unavailable } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { keys } from '#shared/names.ts'
import type { Delivery, Message, Outbox } from '#shared/outbox/outbox.ts'
import { type Current, readCurrent } from './current.ts'
import { readFacts } from './facts.ts'

export interface DeliverRuntime {
  readonly lake: Lake
  readonly outbox: Outbox
  /** Where the pages stand on the web, if they do. */
  readonly pageUrl?: string | undefined
}

/** How the pull of one connection ended. */
export interface Pulled {
  readonly connection: string
  readonly failed: boolean
}

export type Tidings =
  | { readonly kind: 'digest'; readonly run: string; readonly pulls: readonly Pulled[] }
  | { readonly kind: 'blocked'; readonly build: string; readonly error: Caught }
  | { readonly kind: 'failed'; readonly run: string; readonly error: Caught }

export interface Delivered {
  readonly enqueued: readonly string[]
  readonly sent: readonly string[]
  readonly waiting: readonly string[]
}

/** The company's first language; English before anything was published. */
const languageOf = (current: Current | undefined) => current?.languages[0] ?? 'en'

const page = (month: string) => ({
  name: `concord-${month}.html`,
  type: 'text/html',
  key: keys.report(month, 'index.html'),
})

/** The newest month that has a page and is not after the day of the data. */
async function newestMonth(lake: Lake, asOf: string): Promise<string | undefined> {
  const listed = await lake.list('reports/')
  const months = listed.map(({ key }) => /^reports\/(\d{4}-\d{2})\/digest\.json$/.exec(key)?.[1])
  return months
    .filter((month) => month !== undefined)
    .filter((month) => month <= asOf.slice(0, 7))
    .at(-1)
}

/** One letter per build; where connections failed, one per run, for that is news each night. */
async function digest(rt: DeliverRuntime, { run, pulls }: Extract<Tidings, { kind: 'digest' }>): Promise<Message[]> {
  const current = await readCurrent(rt.lake)
  const month = current && (await newestMonth(rt.lake, current.as_of))
  const facts = month ? await readFacts(rt.lake, month) : undefined
  if (!current || !facts) return []
  const failed = pulls.filter((one) => one.failed).map(({ connection }) => connection)
  const { pageUrl } = rt
  return [
    {
      key: `digest/${facts.month}/${facts.build}${failed.length > 0 ? `/${run}` : ''}`,
      channel: 'mail',
      ...digestText({ facts, failed, pageUrl }, languageOf(current)),
      attachments: pageUrl ? [] : [page(facts.month)],
    },
  ]
}

/** What keeps the numbers back is told to readers and keepers; the same cause of the same build once. */
async function blocked({ lake }: DeliverRuntime, tidings: Extract<Tidings, { kind: 'blocked' }>): Promise<Message[]> {
  const current = await readCurrent(lake)
  const letter = blockedText(tidings.error, current?.as_of, languageOf(current))
  const key = `blocked/${tidings.build}`
  return [
    { key: `${key}/mail`, channel: 'mail', ...letter },
    { key: `${key}/alert`, channel: 'alert', ...letter },
  ]
}

async function failed(
  { lake }: DeliverRuntime,
  { run, error }: Extract<Tidings, { kind: 'failed' }>,
): Promise<Message[]> {
  const language = languageOf(await readCurrent(lake).catch(() => undefined))
  return [{ key: `failed/${run}`, channel: 'alert', ...failedText(error, run, language) }]
}

function messagesOf(rt: DeliverRuntime, tidings: Tidings): Promise<Message[]> {
  if (tidings.kind === 'digest') return digest(rt, tidings)
  return tidings.kind === 'blocked' ? blocked(rt, tidings) : failed(rt, tidings)
}

const unsent = ({ refused }: Delivery) => {
  const first = refused[0]
  return new Unavailable({
    who: 'deliver',
    code: 'NOT_DELIVERED',
    where: first?.key,
    what: first?.what ?? say('письмо не ушло', 'the letter did not go out'),
    hint: say('Оно стоит в очереди и уйдёт со следующей попыткой', 'It waits and goes out with the next attempt'),
  })
}

/**
 * Queues what there is to tell and sends all that waits. Errors: Unavailable where one of these messages did not go out; called
 * again it goes on and repeats nothing.
 */
export async function deliver(rt: DeliverRuntime, tidings: Tidings): Promise<Delivered> {
  const messages = await messagesOf(rt, tidings)
  for (const message of messages) await rt.outbox.enqueue(message)
  const delivery = await rt.outbox.deliver()
  const own = messages.map(({ key }) => key)
  if (own.some((key) => delivery.waiting.includes(key))) throw unsent(delivery)
  return { enqueued: own, sent: delivery.sent, waiting: delivery.waiting }
}
