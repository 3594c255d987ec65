import type { Ask, Request } from '../../source.ts'
import type { Command } from './batch.ts'
import { chainRequest, type IdPlace, pagesAtOnce } from './chain.ts'
import { askedPlace, placeIn } from './pages.ts'
import type { Settings } from './settings.ts'

export const post = (method: string, body: object): Request => ({
  method: 'POST',
  path: `${method}.json`,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

/** `Z` and milliseconds are not read everywhere. */
export const momentText = (iso: string): string => iso.replace(/\.\d+Z$|Z$/, '+00:00')

interface ListQuestion {
  /** The field by which changes are found; none: by id only. */
  readonly changed?: string
  readonly select?: readonly string[]
  /** `ID`, or `id` in the newer methods. */
  readonly id?: IdPlace['id']
  /** Where the rows stand in the answer. */
  readonly list?: IdPlace['list']
  readonly byId?: boolean
  readonly more?: Command['params']
}

/** `start: -1` switches the count off, which makes it thousands of times faster: pages then go on by id. */
export function listRequest(
  method: string,
  ask: Pick<Ask<Settings>, 'next' | 'slice'>,
  { changed, select, id = 'ID', list = '', byId, more = {} }: ListQuestion,
): Request {
  const { ids, from } = ask.slice
  const question = (filter: Command['params'], start = -1) => ({
    ...{ ...more, filter, order: { [id]: 'ASC' } },
    ...(select ? { select } : {}),
    start,
  })
  if (ids) return post(method, question({ [`@${id}`]: ids }))
  const since = changed && from ? { [`>=${changed}`]: momentText(from) } : {}
  const paramsAfter = (after: string) => question({ [`>${id}`]: after, ...since }, placeIn(ask.next))
  const place = askedPlace(ask, byId)
  return pagesAtOnce(place) > 1
    ? chainRequest(method, place, { list, id }, paramsAfter)
    : post(method, paramsAfter(place.after))
}

/** Pages by offset, for lists that know no other. */
export const offsetRequest = (method: string, next: Ask<Settings>['next'], more: object): Request =>
  post(method, { ...more, start: typeof next === 'string' ? Number(next) : 0 })
