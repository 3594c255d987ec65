import * as z from 'zod'
import type { PullRuntime } from '#ingest/outside.ts'
import { chosen, ioOf, openExchange } from '#ingest/pull/open.ts'
import type { Ask, Facts, Io, Item, Source } from '#ingest/source.ts'
import type { SourceConnection } from '#ingest/source-connection.ts'
import { inspectAccount } from '#ingest/sources/amocrm/inspect.ts'
import { inspectPortal } from '#ingest/sources/bitrix24/inspect.ts'
import type { Inspection } from '#ingest/sources/crm/inspection.ts'
import { httpError } from '#shared/errors-http.ts'
import { say, type Text } from '#shared/i18n/text.ts'

/** What a first look at a system has shown. */
export interface Seen {
  readonly facts: Facts
  /** The accounts, counters or clients that the key opens, where the system has several. */
  readonly items: readonly string[]
  /** Rows on the first page of a small resource, where nothing else was asked. */
  readonly rows?: { readonly resource: string; readonly count: number }
  readonly inspection?: Inspection
}

/** So long a first look may take: a quota that is closed for longer is told, not waited for. */
const patienceMs = 120_000

/** One or a few small requests: is the key good, and what does it open? Errors: those of a pull. */
export async function tryOut(
  rt: PullRuntime,
  source: Source,
  connection: SourceConnection,
  signal?: AbortSignal,
): Promise<Seen> {
  const exchange = openExchange(rt, source, connection, { deadline: rt.clock.now() + patienceMs, signal })
  let calls = 0
  const ioWith = (facts: Facts): Io<unknown> => {
    const io = ioOf(exchange, facts, async () => undefined)
    const send: Io<unknown>['send'] = (request) => {
      calls++
      return io.send(request)
    }
    return { ...io, send }
  }
  try {
    const facts = (await source.setup?.(ioWith({}))) ?? {}
    const isTried = calls > 0
    const io = ioWith(facts)
    const items = await itemsOf(source, connection, io)
    const rows = isTried ? undefined : await firstPage(source, io, items[0])
    const inspection = await inspect(source, connection, io)
    return { facts, items: items.map(({ id }) => id).filter((id) => id !== ''), rows, inspection }
  } catch (error) {
    throw error instanceof z.ZodError ? strangeAnswer(connection.name) : error
  }
}

async function itemsOf(source: Source, connection: SourceConnection, io: Io<unknown>): Promise<readonly Item[]> {
  const resource = chosen(source, connection)
    .map((name) => source.resources[name]!)
    .find(({ items }) => items)
  return (await resource?.items?.(io)) ?? []
}

async function firstPage({ resources }: Source, io: Io<unknown>, item: Item = { id: '' }): Promise<Seen['rows']> {
  const small = Object.entries(resources).find(([, { window, request }]) => window.kind === 'whole' && request)
  if (!small) return undefined
  const [name, resource] = small
  const { settings, connection, facts } = io
  const ask: Ask<unknown> = { settings, connection, facts, item, slice: { from: '', to: '' }, next: null, memo: null }
  const { rows } = resource.page(await io.send(resource.request!(ask)), ask)
  return { resource: name, count: rows.length }
}

const inspectors: Readonly<Record<string, (io: Io<unknown>) => Promise<Inspection>>> = {
  amocrm: inspectAccount,
  amocrm_token: inspectAccount,
  bitrix24: (io) => inspectPortal(io, portalOf(io)),
  bitrix24_app: (io) => inspectPortal(io, portalOf(io)),
}

const portalOf = ({ settings }: Io<unknown>): string => String((settings as { readonly portal: string }).portal)

const inspect = async ({ name }: Source, _: SourceConnection, io: Io<unknown>): Promise<Inspection | undefined> =>
  inspectors[name]?.(io)

/** Facts of the first look in words; tables among them by their size. */
export function seenTexts({ facts, items, rows, inspection }: Seen): readonly Text[] {
  const plain = Object.entries(facts)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} = ${typeof value === 'object' ? Object.keys(value ?? {}).length : String(value)}`)
  const shown = items.slice(0, 5).join(', ') + (items.length > 5 ? ', …' : '')
  return [
    say(`✓ ключ принят${tail(plain)}`, `✓ the key is accepted${tail(plain)}`),
    ...(items.length > 0
      ? [say(`  открыто: ${items.length} (${shown})`, `  it opens: ${items.length} (${shown})`)]
      : []),
    ...(rows ? [say(`  ${rows.resource}: строк ${rows.count}`, `  ${rows.resource}: ${rows.count} rows`)] : []),
    ...(inspection ? [accountText(inspection)] : []),
  ]
}

const tail = (facts: readonly string[]) => (facts.length > 0 ? `: ${facts.join(' · ')}` : '')

function accountText({ account, fields, pipelines }: Inspection): Text {
  const stages = pipelines.reduce((sum, { stages }) => sum + stages.length, 0)
  return say(
    `  аккаунт ${account.id}: полей ${fields.length}, воронок ${pipelines.length}, этапов ${stages}`,
    `  account ${account.id}: ${fields.length} fields, ${pipelines.length} pipelines, ${stages} stages`,
  )
}

const strangeAnswer = (who: string) =>
  httpError('FixContract', {
    who,
    code: 'SHAPE',
    what: say(
      'Ответ системы не той формы, что в её документации.',
      "The answer is not of the shape that the system's documents promise.",
    ),
    hint: say(
      'Проверьте адрес (base_url, портал, аккаунт) и запустите ещё раз.',
      'Check the address (base_url, portal, account) and run it again.',
    ),
  })
