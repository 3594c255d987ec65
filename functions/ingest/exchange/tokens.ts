import { Unavailable } from '#shared/errors.ts'
import { ReauthoriseError } from '#shared/errors-http.ts'
import { say } from '#shared/i18n/text.ts'
import type { Fence, Json } from '#shared/state/state.ts'
import type { Auth, NewTokens, SecretValues } from '../auth/auth.ts'
import type { PullRuntime } from '../outside.ts'
import { sha256 } from '../raw/manifest.ts'
import type { SourceConnection } from '../source-connection.ts'
import { wireResponse } from './wire-response.ts'

type TokenAuth = Extract<Auth, { kind: 'token' }>

interface Row {
  readonly access: string | null
  /** Epoch ms. */
  readonly expiresAt: number
  readonly refreshedAt: number
  /** Hash of the refresh token that was sent and for which no answer is known to be saved. */
  readonly sent: string | null
}

export interface TokenStore {
  /** The access token; refreshed when it has run out or is the one that the system has refused. */
  access(refused?: string): Promise<string>
}

interface StoreOptions {
  readonly rt: PullRuntime
  readonly connection: SourceConnection
  readonly auth: TokenAuth
  readonly secrets: () => Promise<SecretValues>
  readonly wait: (ms: number) => Promise<void>
}

/** A token that is about to run out counts as run out. */
const margin = 60_000
const leaseMs = 120_000

/** One row per grant in State: whoever finds the token dead refreshes it under a claim, the others wait and read. */
export function tokenStore(options: StoreOptions): TokenStore {
  const { rt, connection, auth } = options
  const name = `token/${connection.secrets[auth.grant] ?? connection.name}`
  const standing = async () => (await rt.state.get(name))?.value as Row | undefined
  const usable = (row: Row | undefined, refused: string | undefined): row is Row & { access: string } =>
    row?.access != null && row.access !== refused && row.expiresAt - margin > rt.clock.now()
  return {
    async access(refused) {
      for (let tries = 0; tries < 1000; tries++) {
        const row = await standing()
        if (usable(row, refused)) return row.access
        const claim = await rt.state.claim(name, connection.name, leaseMs)
        if (!claim.held) {
          await options.wait(50 + Math.ceil(rt.random() * 100))
          continue
        }
        try {
          const again = await standing()
          return usable(again, refused) ? again.access : await refresh(options, name, claim.fence)
        } finally {
          await rt.state.release(claim.fence)
        }
      }
      throw new Unavailable({
        who: connection.name,
        code: 'TOKEN_BUSY',
        what: say('Токен занят.', 'The token is busy.'),
      })
    },
  }
}

/** State first says that a refresh token is being used, then the new pair is saved: Secrets before State. */
async function refresh({ rt, connection, auth, secrets }: StoreOptions, name: string, fence: Fence): Promise<string> {
  const values = await secrets()
  const grant = sha256(values[auth.grant] ?? '').slice(0, 16)
  const before = await rt.state.get(name)
  const row = before?.value as Row | undefined
  const lost = auth.rotates && row?.sent === grant
  const write = async (next: Row, version: number | undefined) => {
    const written = await rt.state.putIf(name, next as unknown as Json, version, fence)
    if (written === undefined) throw overtaken(connection.name)
    return written
  }
  const none = { access: null, expiresAt: 0, refreshedAt: 0 }
  const version = await write({ ...none, ...row, sent: grant }, before?.version)
  const tokens = await ask({ rt, connection, auth }, values)
  if (!tokens) {
    // The vendor has answered: nothing is on its way any more.
    await write({ ...none, sent: lost ? grant : null }, version)
    throw reauthorise(connection, lost)
  }
  if (tokens.refresh && tokens.refresh !== values[auth.grant]) {
    await rt.secrets.write(connection.secrets[auth.grant]!, tokens.refresh)
  }
  const now = rt.clock.now()
  const seconds = Number(tokens.expiresIn ?? 3600)
  const lifeMs = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 3_600_000
  await write({ access: tokens.access, expiresAt: now + lifeMs, refreshedAt: now, sent: null }, version)
  return tokens.access
}

/** undefined: refused. Errors: Unavailable when there was no answer, or none that says yes or no. */
async function ask(
  { rt, connection, auth }: Pick<StoreOptions, 'rt' | 'connection' | 'auth'>,
  values: SecretValues,
): Promise<NewTokens | undefined> {
  const response = wireResponse(await rt.http.request(auth.request(connection, values, rt.clock.now())))
  // A page instead of an answer is a gate before the server, a ban or a proxy: it says nothing of the token.
  const isPage = /^\s*</.test(response.text)
  if (!isPage && response.status < 300) return auth.read(response)
  if (!isPage && response.status < 500 && response.status !== 429) return undefined
  throw new Unavailable({
    who: connection.name,
    code: 'TOKEN_SERVER',
    what: say('Сервер токенов сейчас не отвечает.', 'The token server does not answer now.'),
    hint: say('Запустите ещё раз позже.', 'Run it again later.'),
  })
}

const reauthorise = ({ name, kind }: SourceConnection, lost: boolean) =>
  new ReauthoriseError({
    who: name,
    code: lost ? 'TOKEN_LOST' : 'TOKEN_REFUSED',
    what: lost
      ? say(
          'Одноразовый токен был отправлен, но ответ не сохранился: прошлый запуск оборвался.',
          'The single-use token was sent but the answer was not saved: the run before was cut off.',
        )
      : say('Система не принимает токен.', 'The system refuses the token.'),
    hint: say(
      `Войдите заново: concord connect ${kind} --name ${name}`,
      `Authorise again: concord connect ${kind} --name ${name}`,
    ),
  })

const overtaken = (who: string) =>
  new Unavailable({
    who,
    code: 'FENCED',
    what: say('Токен уже обновляет другой запуск.', 'Another run is refreshing the token already.'),
    hint: say('Запустите ещё раз.', 'Run it again.'),
  })
