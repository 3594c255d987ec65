import * as z from 'zod'
import * as wire from '#ingest/mapping/wire.ts'
import { GrantAccessError, StopForTodayError } from '#shared/errors-http.ts'
import type { Item } from '../../source.ts'
import { call, getAll, readable, servicePage } from './services.ts'
import type { DirectAsk, DirectIo } from './settings.ts'

const row = z.looseObject({ Login: wire.text, ClientId: wire.text.optional(), Currency: wire.text })
type Client = z.output<typeof row>
type Told = Client | StopForTodayError | GrantAccessError | null
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
  const items: Item[] = []
  const seen = new Set<string>()
  for (const login of logins) {
    // A named client's refusal is its own: the reports say the same, and stop no other.
    const client = await told(io, login).catch((error: unknown) => itsOwn(io, error))
    const names = namesOf(client, login)
    if (names.some((name) => seen.has(name))) continue
    for (const name of names) seen.add(name)
    items.push(itemOf(login, client))
  }
  return items
}

/** To Yandex `Anna.Shop` and `anna-shop` are one login. */
const namesOf = (client: Told, login: string): readonly string[] => [
  plainLogin(login),
  ...clientIn(client, login).map((id) => `#${id}`),
]

/** An answer about another login names nobody. */
function clientIn(client: Told, login: string | undefined): readonly string[] {
  if (!client || client instanceof Error || !client.ClientId) return []
  return login === undefined || plainLogin(client.Login ?? '') === plainLogin(login) ? [client.ClientId] : []
}

const plainLogin = (login: string) => login.toLowerCase().replaceAll('.', '-')

const ownItem = (client: Client | null): Item => ({ id: '', facts: factsOf(client, undefined) })

/** null: it is not told to us, and the connection tells the currency. */
function factsOf(client: Told, login: string | undefined) {
  const [id] = clientIn(client, login)
  const currency = client instanceof Error ? null : (client?.Currency ?? null)
  return { currency, ...(id === undefined ? {} : { client: id }) }
}

function unlessDenied(error: unknown): null {
  if (error instanceof GrantAccessError) return null
  throw error
}

/**
 * Not the others' matter. Unnamed it is not read: it may be another one's second login, and money without a currency would
 * take the place of what stands.
 */
function itsOwn({ settings }: DirectIo, error: unknown): Told {
  if (error instanceof StopForTodayError) return error
  return settings.currency === undefined && error instanceof GrantAccessError ? error : unlessDenied(error)
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
const itemOf = (login: string, client: Told): Item => ({
  id: login.replace(/[^A-Za-z0-9-]/g, (letter) => `_${letter.codePointAt(0)!.toString(16)}`),
  facts: { login, account: spelt(client, login), ...factsOf(client, login) },
  ...(client instanceof Error ? { refused: client } : {}),
})

/** However somebody has typed a login, its account is called as Direct calls it. */
function spelt(client: Told, login: string): string {
  const told = client instanceof Error ? null : client?.Login
  return told && plainLogin(told) === plainLogin(login) ? told : login
}

/** A client of an agency is an account of its own; who was first read without a name keeps the connection's. */
export const accountOf = ({ item, connection }: DirectAsk): string =>
  String((item.id && (item.facts?.account ?? item.facts?.login)) || connection.account)

export const currencyOfRow = ({ item, settings }: DirectAsk): string | undefined =>
  settings.currency ?? (item.facts?.currency as string | null | undefined) ?? undefined
