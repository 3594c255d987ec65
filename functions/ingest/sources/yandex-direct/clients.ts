import * as z from 'zod'
import * as wire from '#ingest/mapping/wire.ts'
import { FixContractError, GrantAccessError } from '#shared/errors-http.ts'
import type { Item } from '../../source.ts'
import { call, getAll, readable, servicePage } from './services.ts'
import type { DirectAsk, DirectIo } from './settings.ts'

const row = z.looseObject({ Login: wire.text, ClientId: wire.text.optional(), Currency: wire.text })
type Client = z.output<typeof row>
const fields = ['Login', 'ClientId', 'Currency']

/** Whose reports are read: the token's owner, some clients of an agency, or all of them; each with its currency. */
export async function clients(io: DirectIo): Promise<readonly Item[]> {
  const { agency, logins } = io.settings
  if (logins.length > 0) return named(io, logins)
  if (!agency) return [ownItem(await own(io))]
  const params = { SelectionCriteria: {}, FieldNames: fields }
  const found = await getAll(io, { service: 'agencyclients', list: 'Clients', params, row })
  return found.flatMap((client) => (client.Login === null ? [] : [itemOf(client.Login, client)]))
}

/** One advertiser has several logins, its own and those of its representatives: read by two, its spend would be doubled. */
async function named(io: DirectIo, logins: readonly string[]): Promise<readonly Item[]> {
  const owner = await told(io, undefined).catch(unlessRefused)
  const items: Item[] = []
  const seen = new Set<string>()
  for (const login of logins) {
    // A named client's refusal is its own: the reports say the same, and stop no other.
    const client = await told(io, login).catch(unlessDenied)
    const names = namesOf(client, login)
    if (names.some((name) => seen.has(name))) continue
    for (const name of names) seen.add(name)
    const isOwner = namesOf(owner, owner?.Login).some((name) => names.includes(name))
    items.push(isOwner ? ownItem(client) : itemOf(login, client))
  }
  return items
}

/** To Yandex `Anna.Shop` and `anna-shop` are one login. An answer about another login names nobody. */
function namesOf(client: Client | null | undefined, login: string | null | undefined): readonly string[] {
  if (!login) return []
  const isOurs = client?.ClientId && plainLogin(client.Login ?? '') === plainLogin(login)
  return [plainLogin(login), ...(isOurs ? [`#${client.ClientId}`] : [])]
}

const plainLogin = (login: string) => login.toLowerCase().replaceAll('.', '-')

/** Whoever names the token's owner means the account that is read without a name. */
const ownItem = (client: Client | null): Item => ({ id: '', facts: factsOf(client) })

/** null: it is not told to us, and the connection tells the currency. */
const factsOf = (client: Client | null) => ({
  currency: client?.Currency ?? null,
  ...(client?.ClientId ? { client: client.ClientId } : {}),
})

/** An agency is told nothing of itself. */
function unlessRefused(error: unknown): undefined {
  if (!(error instanceof GrantAccessError) && !isRefusal(error)) throw error
}

/** By a code of its own, or of the line: an answer that can't be read is none. */
const isRefusal = (error: unknown) => error instanceof FixContractError && /^(\d+|HTTP_4\d\d)$/.test(error.code)

function unlessDenied(error: unknown): null {
  if (error instanceof GrantAccessError) return null
  throw error
}

async function own(io: DirectIo): Promise<Client | null> {
  const isKnown = io.settings.currency !== undefined
  return isKnown ? told(io, undefined).catch(unlessDenied) : told(io, undefined)
}

async function told(io: DirectIo, login: string | undefined): Promise<Client | null> {
  const params = JSON.stringify({ FieldNames: fields })
  const response = await io.send(call(io.settings, { service: 'clients', method: 'get', params, login }))
  const { rows } = readable(io, 'clients', () => servicePage(response, 'Clients'))
  return readable(io, 'clients', () => (rows.length > 0 ? row.parse(rows[0]) : null))
}

/** Names of objects take no dots. */
const itemOf = (login: string, client: Client | null): Item => ({
  id: login.replace(/[^A-Za-z0-9-]/g, (letter) => `_${letter.codePointAt(0)!.toString(16)}`),
  facts: { login, ...factsOf(client) },
})

/** A client of an agency is an account of its own. */
export const accountOf = ({ item, connection }: DirectAsk): string => String(item.facts?.login ?? connection.account)

export const currencyOfRow = ({ item, settings }: DirectAsk): string | undefined =>
  settings.currency ?? (item.facts?.currency as string | null | undefined) ?? undefined
