import { Unavailable } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Fence, Json } from '#shared/state/state.ts'
import type { SecretValues } from '../auth/auth.ts'
import { sha256 } from '../raw/manifest.ts'
import { reauthorise, tokenProblem } from './token-refusal.ts'
import { askForToken, type TokenAsking } from './token-request.ts'

interface Row {
  readonly access: string | null
  /** Epoch ms. */
  readonly expiresAt: number
  readonly refreshedAt: number
  /** Hash of the refresh token that was sent and for which no answer is known to be saved. */
  readonly sent: string | null
  /** false: no token was given, but none was refused either. */
  readonly refused?: boolean
}

export interface TokenStore {
  /** The access token; refreshed when it has run out or is the one that the system has refused. */
  access(refused?: string): Promise<string>
}

interface StoreOptions extends TokenAsking {
  readonly secrets: () => Promise<SecretValues>
}

/** A token that is about to run out counts as run out. */
const margin = 60_000
const leaseMs = 120_000
/** At 50 ms or more each, longer than the lease of a run that was killed. */
const mostTries = 3000

/** One row per grant in State: whoever finds the token dead refreshes it under a claim, the others wait and read. */
export function tokenStore(options: StoreOptions): TokenStore {
  const { rt, connection, auth } = options
  const name = `token/${connection.secrets[auth.grant] ?? connection.name}`
  const standing = async () => (await rt.state.get(name))?.value as Row | undefined
  const usable = (row: Row | undefined, refused: string | undefined): row is Row & { access: string } =>
    row?.access != null && row.access !== refused && row.expiresAt - margin > rt.clock.now()
  return {
    async access(refused) {
      for (let tries = 0; tries < mostTries; tries++) {
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
async function refresh(options: StoreOptions, name: string, fence: Fence): Promise<string> {
  const { rt, connection, auth, secrets } = options
  const values = await secrets()
  const grant = sha256(values[auth.grant] ?? '').slice(0, 16)
  const before = await rt.state.get(name)
  const row = before?.value as Row | undefined
  const write = async (next: Row, version: number | undefined) => {
    const written = await rt.state.putIf(name, next as unknown as Json, version, fence)
    if (written === undefined) throw overtaken(connection.name)
    return written
  }
  const none = { access: null, expiresAt: 0, refreshedAt: 0 }
  const version = await write({ ...none, ...row, sent: grant }, before?.version)
  const { tokens, failure, unheard, url } = await askForToken(options, values)
  if (failure) {
    const lost = auth.rotates && (unheard || row?.sent === grant)
    const isRefused = failure.action === 'Reauthorise'
    // The vendor has answered: nothing is on its way any more.
    const left = isRefused ? none : { ...none, ...row, refused: false }
    if (isRefused || !unheard) await write({ ...left, sent: lost ? grant : null }, version)
    throw isRefused
      ? reauthorise(connection, failure.code, lost)
      : tokenProblem(connection, { ...failure, url }, rt.clock.now())
  }
  const { access, refresh: next, expiresIn } = tokens!
  if (next && next !== values[auth.grant]) await rt.secrets.write(connection.secrets[auth.grant]!, next)
  const now = rt.clock.now()
  const seconds = Number(expiresIn ?? 3600)
  const lifeMs = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 3_600_000
  await write({ access, expiresAt: now + lifeMs, refreshedAt: now, sent: null }, version)
  return access
}

const overtaken = (who: string) =>
  new Unavailable({
    who,
    code: 'FENCED',
    what: say('Токен уже обновляет другой запуск.', 'Another run is refreshing the token already.'),
    hint: say('Запустите ещё раз.', 'Run it again.'),
  })
