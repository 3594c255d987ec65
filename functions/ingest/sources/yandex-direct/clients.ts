import * as z from 'zod'
import * as wire from '#ingest/mapping/wire.ts'
import { GrantAccessError } from '#shared/errors-http.ts'
import type { Item } from '../../source.ts'
import { call, getAll, readable, servicePage } from './services.ts'
import type { DirectAsk, DirectIo } from './settings.ts'

const row = z.looseObject({ Login: wire.text, Currency: wire.text })
const fields = ['Login', 'ClientId', 'Currency']

/** Whose reports are read: the token's owner, some clients of an agency, or all of them; each with its currency. */
export async function clients(io: DirectIo): Promise<readonly Item[]> {
  const { agency, logins } = io.settings
  if (logins.length > 0) {
    const items: Item[] = []
    for (const login of eachOnce(logins)) items.push(itemOf(login, await currencyOf(io, login)))
    return items
  }
  if (!agency) return [{ id: '', facts: { currency: await currencyOf(io, undefined) } }]
  const params = { SelectionCriteria: {}, FieldNames: fields }
  const found = await getAll(io, { service: 'agencyclients', list: 'Clients', params, row })
  return found.flatMap(({ Login, Currency }) => (Login === null ? [] : [itemOf(Login, Currency)]))
}

/** To Yandex `Anna.Shop` and `anna-shop` are one login: read twice, its spend would be doubled. */
const eachOnce = (logins: readonly string[]) =>
  logins.filter((login, i) => logins.findIndex((other) => plainLogin(other) === plainLogin(login)) === i)

const plainLogin = (login: string) => login.toLowerCase().replaceAll('.', '-')

/** null: it is not told to us. A named client's refusal is its own: the reports say the same, and stop no other. */
async function currencyOf(io: DirectIo, login: string | undefined): Promise<string | null> {
  const isNeeded = login === undefined && io.settings.currency === undefined
  const params = JSON.stringify({ FieldNames: fields })
  const response = await io
    .send(call(io.settings, { service: 'clients', method: 'get', params, login }))
    .catch((error: unknown) => {
      if (error instanceof GrantAccessError && !isNeeded) return null
      throw error
    })
  if (!response) return null
  const { rows } = readable(io, 'clients', () => servicePage(response, 'Clients'))
  return readable(io, 'clients', () => (rows.length > 0 ? row.parse(rows[0]).Currency : null))
}

/** Names of objects take no dots. */
const itemOf = (login: string, currency: string | null): Item => ({
  id: login.replace(/[^A-Za-z0-9-]/g, (letter) => `_${letter.codePointAt(0)!.toString(16)}`),
  facts: { login, currency },
})

/** A client of an agency is an account of its own. */
export const accountOf = ({ item, connection }: DirectAsk): string => String(item.facts?.login ?? connection.account)

export const currencyOfRow = ({ item, settings }: DirectAsk): string | undefined =>
  settings.currency ?? (item.facts?.currency as string | null | undefined) ?? undefined
