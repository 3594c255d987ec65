import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { SecretValues, Signed } from '../auth/auth.ts'
import type { PullRuntime } from '../outside.ts'
import type { Source } from '../source.ts'
import type { SourceConnection } from '../source-connection.ts'
import { baseUrl } from './address.ts'
import { tokenStore } from './tokens.ts'

export interface Signer {
  readonly canRefresh: boolean
  /** `url` puts what belongs there into the URL and answers the headers. */
  sign(): Promise<{ readonly access?: string; url(url: URL): Record<string, string> }>
  /** The system has refused this token. */
  refused(access: string | undefined): Promise<void>
}

interface SignerOptions {
  readonly rt: PullRuntime
  readonly source: Source
  readonly connection: SourceConnection
  readonly wait: (ms: number) => Promise<void>
}

export function signerOf({ rt, source, connection, wait }: SignerOptions): Signer {
  const { auth } = source
  const secrets = () => secretValues({ rt, source, connection })
  const base = baseUrl(source, connection).pathname.replace(/\/$/, '')
  if (auth.kind === 'none') return plain(base, async () => ({}))
  if (auth.kind === 'secret') return plain(base, async () => auth.sign(await secrets()))
  const store = tokenStore({ rt, source, connection, auth, secrets, wait })
  let refusedToken: string | undefined
  return {
    canRefresh: true,
    async sign() {
      const access = await store.access(refusedToken)
      return { access, url: putInto(base, auth.sign(access)) }
    },
    async refused(access) {
      refusedToken = access
    },
  }
}

const plain = (base: string, sign: () => Promise<Signed>): Signer => ({
  canRefresh: false,
  sign: async () => ({ url: putInto(base, await sign()) }),
  refused: async () => undefined,
})

/** A box of one's own may stand below a path: what belongs before the system's paths comes after that. */
const putInto =
  (base: string, { headers = {}, query = {}, pathPrefix }: Signed) =>
  (url: URL): Record<string, string> => {
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    const below = url.pathname.startsWith(`${base}/`) ? base : ''
    if (pathPrefix) url.pathname = `${below}/${pathPrefix.replace(/^\/|\/$/g, '')}${url.pathname.slice(below.length)}`
    return { ...headers }
  }

/** Errors: FixConfig when a secret that the source needs has no value. */
async function secretValues({ rt, source, connection }: Omit<SignerOptions, 'wait'>): Promise<SecretValues> {
  const values: Record<string, string> = {}
  for (const role of Object.keys(source.secrets)) {
    const name = connection.secrets[role]
    const value = name && (await rt.secrets.read(name))
    if (!value) throw noSecret(connection, name ?? role)
    values[role] = value
  }
  return values
}

const noSecret = ({ name, kind, path }: SourceConnection, secret: string) =>
  new FixConfig({
    who: name,
    code: 'NO_SECRET',
    what: say(`Секрет ${secret} пуст.`, `The secret ${secret} has no value.`),
    where: path,
    hint: say(
      `Впишите его в .env или выполните concord connect ${kind} --name ${name}`,
      `Write it into .env, or run concord connect ${kind} --name ${name}`,
    ),
  })
