import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Request, Source } from '../source.ts'
import type { SourceConnection } from '../source-connection.ts'

interface Of {
  readonly source: Source
  readonly connection: SourceConnection
}

/** Links that an answer gives are followed on the system's own hosts only. */
export function urlOf({ source, connection }: Of, { path, query }: Request): URL {
  const base = baseUrl(source, connection)
  const url = new URL(/^https?:/i.test(path) ? path : `${base.href.replace(/\/$/, '')}/${path.replace(/^\//, '')}`)
  if (url.host !== base.host && !source.client.hosts?.includes(url.host)) throw foreign(connection, url)
  for (const [name, value] of Object.entries(query ?? {}))
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) url.searchParams.append(name, one)
  return url
}

export function baseUrl({ client }: Source, connection: SourceConnection): URL {
  const own = typeof client.baseUrl === 'string' ? client.baseUrl : client.baseUrl(connection)
  return new URL(connection.base_url ?? own)
}

const foreign = ({ name }: SourceConnection, url: URL) =>
  new FixConfig({
    who: name,
    code: 'FOREIGN_HOST',
    what: say(`Ответ ссылается на чужой адрес ${url.host}.`, `The answer links to another host, ${url.host}.`),
  })
