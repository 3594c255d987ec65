import * as z from 'zod'
import * as wire from '#ingest/mapping/wire.ts'
import type { Ask, Request, WireResponse } from '../../source.ts'
import type { Settings } from './settings.ts'
import { apiVersion } from './version.ts'

const batch = z.object({
  results: wire.list(z.unknown()),
  fieldMask: wire.text.optional(),
  nextPageToken: wire.text.optional(),
})
const batches = z.union([wire.list(batch), batch.transform((one) => [one])])
const owner = z.object({
  customer: z.object({ id: z.string(), resourceName: z.string() }).partial().nullish(),
})

/** Numbers by day are kept for 37 months; a query that begins earlier is refused whole. */
export const history = 1120

/** One GAQL query to one customer; `login`: the manager through which it is reached. */
export const streamOf = (customer: string, login: string | null, query: string): Request => ({
  method: 'POST',
  path: `${apiVersion.name}/customers/${customer}/googleAds:searchStream`,
  headers: {
    'content-type': 'application/json',
    ...(login ? { 'login-customer-id': login } : {}),
  },
  body: JSON.stringify({ query: query.replaceAll(/\s+/g, ' ').trim() }),
})

export const loginOf = ({ item }: Pick<Ask<Settings>, 'item'>): string | null =>
  typeof item.facts?.login === 'string' ? item.facts.login : null

/** Rows of all batches. `marker`: a field that only this query selects; throws when the answer is another query's, or a part. */
export function rowsOf(response: WireResponse, marker: string): readonly unknown[] {
  const body = response.json()
  if (typeof body !== 'object' || body === null) throw new Error('not a stream')
  if (!Array.isArray(body) && !('results' in body) && !('fieldMask' in body)) throw new Error('not a stream')
  const read = batches.parse(body)
  // A stream is whole: what has pages is `search`, and a first page is not the answer.
  if (read.some(({ nextPageToken }) => nextPageToken)) throw new Error('a page, not a stream')
  const masks = read.flatMap(({ fieldMask }) => fieldMask ?? [])
  for (const mask of masks) if (!holds(mask, marker)) throw new Error('the answer to another query')
  const rows = read.flatMap(({ results }) => results)
  const [top = ''] = marker.split('.')
  if (rows.length > 0 && masks.length === 0 && !rows.some((row) => has(row, top))) {
    throw new Error('the answer to another query')
  }
  return rows
}

/** Proxies spell masks as the query does. */
const camel = (mask: string) => mask.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

const holds = (mask: string, marker: string) =>
  camel(mask)
    .split(',')
    .some((field) => field === marker || field.startsWith(`${marker}.`))

const has = (row: unknown, name: string) => typeof row === 'object' && row !== null && name in row

/** As `rowsOf`, of the customer that was asked for. */
export function ownRows(response: WireResponse, marker: string, { item }: Pick<Ask<Settings>, 'item'>) {
  const rows = rowsOf(response, marker)
  for (const row of rows) {
    const id = idOf(owner.safeParse(row).data?.customer)
    if (id !== null && item.id !== '' && id !== item.id) throw new Error("another customer's answer")
  }
  return rows
}

/** The id as such, or the end of `customers/1/campaigns/2`. */
export const idOf = (
  one: { readonly id?: string | null; readonly resourceName?: string | null } | null | undefined,
): string | null => one?.id ?? /[/~](\d+)$/.exec(one?.resourceName ?? '')?.[1] ?? null
