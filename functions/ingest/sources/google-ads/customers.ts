import * as z from 'zod'
import * as wire from '#ingest/mapping/wire.ts'
import { GrantAccessError, httpError } from '#shared/errors-http.ts'
import { say } from '#shared/i18n/text.ts'
import type { Facts, Io, Item } from '../../source.ts'
import type { Settings } from './settings.ts'
import { idOf, rowsOf, streamOf } from './stream.ts'
import { apiVersion } from './version.ts'

const text = wire.text.optional()
const account = {
  ...{ id: text, resourceName: text, currencyCode: text, timeZone: text },
  manager: z.unknown().optional(),
}
const rootRow = z.looseObject({ customer: z.looseObject(account) })
const clientRow = z.looseObject({ customerClient: z.looseObject({ ...account, clientCustomer: text, status: text }) })
const accessible = z.looseObject({ resourceNames: wire.list(z.string()) })

type Customer = {
  readonly id: string
  readonly currency: string | null
  readonly zone: string | null
  /** The manager through which it is reached. */
  readonly login: string | null
}

const rootQuery =
  'SELECT customer.id, customer.currency_code, customer.time_zone, customer.manager FROM customer LIMIT 1'
const clientQuery = `SELECT customer_client.id, customer_client.client_customer, customer_client.manager,
  customer_client.status, customer_client.currency_code, customer_client.time_zone FROM customer_client`

/** The accounts that will be read, each with its currency and zone: managers have no numbers of their own. */
export async function customersOf(io: Io<Settings>): Promise<Facts> {
  const { customer, only } = io.settings
  const found = customer ? await below(io, customer) : await allAccessible(io)
  const byId = new Map(found.toReversed().map((one) => [one.id, one]))
  const customers = [...byId.values()]
    .filter(({ id }) => only?.includes(id) ?? true)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  if (customers.length === 0) throw nobody(io)
  return { customers }
}

export const itemsOf = async ({ facts }: Io<Settings>): Promise<readonly Item[]> => {
  const customers = (facts.customers ?? []) as readonly Customer[]
  return customers.map(({ id, ...rest }) => ({ id, facts: rest }))
}

/** Some that the key can see are closed or were never set up: they are left out, unless nothing else is there. */
async function allAccessible(io: Io<Settings>): Promise<readonly Customer[]> {
  const path = `${apiVersion.name}/customers:listAccessibleCustomers`
  const response = await io.send({ method: 'GET', path })
  const read = accessible.safeParse(response.json())
  if (!read.success) throw shape(io)
  const found: Customer[] = []
  let refused: GrantAccessError | undefined
  for (const resourceName of read.data.resourceNames) {
    const id = idOf({ resourceName })
    try {
      if (id) found.push(...(await below(io, id)))
    } catch (error) {
      if (!(error instanceof GrantAccessError)) throw error
      refused = error
    }
  }
  if (found.length === 0 && refused) throw refused
  return found
}

/** The account itself, or, of a manager, all below it, however deep. */
async function below(io: Io<Settings>, id: string): Promise<readonly Customer[]> {
  const login = io.settings.login_customer ?? null
  const [root] = await ask(io, id, login, { query: rootQuery, marker: 'customer', row: rootRow })
  if (root?.customer.manager !== true) {
    return [{ id, currency: root?.customer.currencyCode ?? null, zone: root?.customer.timeZone ?? null, login }]
  }
  const through = login ?? id
  const rows = await ask(io, id, through, { query: clientQuery, marker: 'customerClient', row: clientRow })
  return rows.flatMap(({ customerClient: one }) => {
    const child = one.id ?? idOf({ resourceName: one.clientCustomer ?? one.resourceName })
    const isOpen = one.status !== 'CANCELED' && one.status !== 'CLOSED'
    if (!child || !/^\d+$/.test(child) || one.manager === true || !isOpen) return []
    return [{ id: child, currency: one.currencyCode ?? null, zone: one.timeZone ?? null, login: through }]
  })
}

interface Question<R> {
  readonly query: string
  readonly marker: string
  readonly row: z.ZodType<R>
}

async function ask<R>(io: Io<Settings>, id: string, login: string | null, { query, marker, row }: Question<R>) {
  const response = await io.send(streamOf(id, login, query))
  try {
    return rowsOf(response, marker).map((one) => row.parse(one))
  } catch {
    throw shape(io)
  }
}

const shape = ({ connection }: Io<Settings>) =>
  httpError('FixContract', {
    who: connection.name,
    code: 'SHAPE',
    what: say(
      'Список аккаунтов не той формы, что обещает документация.',
      'The list of accounts has an unexpected shape.',
    ),
    hint: say('Покажите это разработчикам.', 'Show it to the developers.'),
  })

const nobody = ({ connection }: Io<Settings>) =>
  httpError('GrantAccess', {
    who: connection.name,
    code: 'NO_CUSTOMERS',
    what: say('Ключ не видит ни одного рекламного аккаунта.', 'The key sees no advertising account.'),
    hint: say('Проверьте customer, only и доступ ключа.', "Check customer, only and the key's access."),
  })
