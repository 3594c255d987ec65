import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { SecretValues, Signed } from '../auth/auth.ts'
import type { PullRuntime } from '../outside.ts'
import type { Source } from '../source.ts'
import type { SourceConnection } from '../source-connection.ts'
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
  /** Every secret value that is met, for the redactor. */
  readonly known: Set<string>
  readonly wait: (ms: number) => Promise<void>
}

export function signerOf({ rt, source, connection, known, wait }: SignerOptions): Signer {
  const { auth } = source
  const secrets = () => secretValues({ rt, source, connection, known })
  if (auth.kind === 'none') return plain(async () => ({}))
  if (auth.kind === 'secret') return plain(async () => auth.sign(await secrets()))
  const store = tokenStore({ rt, connection, auth, secrets, wait })
  let refusedToken: string | undefined
  return {
    canRefresh: true,
    async sign() {
      const access = await store.access(refusedToken)
      known.add(access)
      return { access, url: putInto(auth.sign(access)) }
    },
    async refused(access) {
      refusedToken = access
    },
  }
}

const plain = (sign: () => Promise<Signed>): Signer => ({
  canRefresh: false,
  sign: async () => ({ url: putInto(await sign()) }),
  refused: async () => undefined,
})

const putInto =
  ({ headers = {}, query = {}, pathPrefix }: Signed) =>
  (url: URL): Record<string, string> => {
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    if (pathPrefix) url.pathname = `/${pathPrefix.replace(/^\/|\/$/g, '')}${url.pathname}`
    return { ...headers }
  }

interface SecretPlace extends Pick<SignerOptions, 'rt' | 'source' | 'connection' | 'known'> {}

/** Errors: FixConfig when a secret that the source needs has no value. */
async function secretValues({ rt, source, connection, known }: SecretPlace): Promise<SecretValues> {
  const values: Record<string, string> = {}
  for (const role of Object.keys(source.secrets)) {
    const name = connection.secrets[role]
    const value = name && (await rt.secrets.read(name))
    if (!value) throw noSecret(connection, name ?? role)
    known.add(value)
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
      `Впишите его в .env или выполните concord connect ${kind}`,
      `Write it into .env, or run concord connect ${kind}`,
    ),
  })
