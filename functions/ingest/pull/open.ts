import { FixConfig } from '#shared/errors.ts'
import { httpError } from '#shared/errors-http.ts'
import { say } from '#shared/i18n/text.ts'
import type { Fence } from '#shared/state/state.ts'
import { baseUrl } from '../exchange/address.ts'
import { type Exchange, longWaitMs, send } from '../exchange/exchange.ts'
import { sendInPieces } from '../exchange/exchange-pieces.ts'
import { gateOf } from '../exchange/quota.ts'
import { signerOf } from '../exchange/signer.ts'
import { personalKeyName } from '../files/protect.ts'
import { OutOfTime, type PullRuntime } from '../outside.ts'
import type { Facts, Io, Source } from '../source.ts'
import type { SourceConnection } from '../source-connection.ts'
import { stopped } from '../stopped.ts'
import { knownIds } from './standing.ts'

export interface PullOptions {
  /** Commits of a run that lost it are refused. */
  readonly fence?: Fence
  /** Epoch ms; the page under way is finished, no new one begun. */
  readonly deadline?: number
  /** Days from here on are pulled again. */
  readonly since?: string
  readonly fullRefresh?: boolean
  /** With `fullRefresh`: the records were made by another mapping. */
  readonly remake?: boolean
  readonly dryRun?: boolean
  readonly signal?: AbortSignal
}

export function openExchange(
  rt: PullRuntime,
  source: Source,
  connection: SourceConnection,
  options: PullOptions,
): Exchange {
  const wait = async (ms: number) => {
    const until = rt.clock.now() + ms
    if (options.deadline !== undefined && until > options.deadline) throw new OutOfTime(until)
    await rt.sleep(ms, options.signal)
  }
  const { host } = baseUrl(source, connection)
  const { state, random } = rt
  const now = () => rt.clock.now()
  return {
    ...{ rt, source, connection, wait },
    signer: signerOf({ rt, source, connection, wait }),
    gate: gateOf({
      ...{ state, now, random, host, account: connection.account, quotas: source.client.quotas },
      wait: async (ms) => {
        if (ms > longWaitMs) throw closed(connection.name, now() + ms)
        await wait(ms)
      },
    }),
    stop: () => {
      if (options.signal?.aborted) throw stopped(connection.name)
    },
  }
}

const closed = (who: string, resumeAt: number) =>
  httpError(
    'StopForToday',
    {
      who,
      code: 'QUOTA_CLOSED',
      what: say('Система просила подождать с запросами.', 'The system has asked to wait with further requests.'),
      hint: say('Продолжит следующий запуск.', 'The next run goes on.'),
    },
    { resumeAt },
  )

export const ioOf = (exchange: Exchange, facts: Facts, remember: Io<unknown>['remember']): Io<unknown> => ({
  settings: exchange.connection.settings,
  connection: exchange.connection,
  facts,
  now: () => exchange.rt.clock.now(),
  send: (request) => send(exchange, request),
  sendInPieces: (request, options) => sendInPieces(exchange, request, options),
  wait: exchange.wait,
  known: (record, isWanted) => knownIds(exchange.rt.lake, exchange.connection, record, isWanted),
  remember,
})

export function chosen(source: Source, { resources, name, path }: SourceConnection): readonly string[] {
  const all = Object.keys(source.resources)
  const unknown = resources?.filter((one) => !all.includes(one)) ?? []
  const along = (one: string) => source.resources[one]!.along?.some((other) => resources?.includes(other))
  if (unknown.length === 0) return resources ? [...new Set([...resources, ...all.filter(along)])] : all
  throw new FixConfig({
    who: name,
    code: 'UNKNOWN_RESOURCE',
    what: say(`Нет такого: ${unknown.join(', ')}`, `There is no ${unknown.join(', ')}`),
    where: path,
    hint: say(`Есть: ${all.join(', ')}`, `There are: ${all.join(', ')}`),
  })
}

/** Errors: FixConfig when the source hashes people and the project has no key. */
export async function companyKey(
  { secrets }: PullRuntime,
  source: Source,
  { name, path }: SourceConnection,
): Promise<Uint8Array> {
  const hex = await secrets.read(personalKeyName)
  if (hex) return Buffer.from(hex, 'hex')
  const hashes = Object.values(source.resources).some(
    ({ personal }) => Array.isArray(personal) && personal.some(({ as }) => as === 'phone' || as === 'email'),
  )
  if (!hashes) return new Uint8Array()
  throw new FixConfig({
    who: name,
    code: 'NO_PERSONAL_KEY',
    what: say(
      `Телефоны и почту нечем хешировать: нет ключа ${personalKeyName}.`,
      `Phones and e-mails can't be hashed: there is no ${personalKeyName}.`,
    ),
    where: path,
    hint: say('Восстановите .env проекта из копии.', "Restore the project's .env from its backup."),
  })
}
