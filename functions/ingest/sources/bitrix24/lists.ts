import type { Ask, Request } from '../../source.ts'
import { askedId, placeIn } from './envelope.ts'
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
  readonly id?: 'ID' | 'id'
  readonly byId?: boolean
  readonly more?: object
}

/** `start: -1` switches the count off, which makes it thousands of times faster: pages then go on by id. */
export function listRequest(
  method: string,
  ask: Pick<Ask<Settings>, 'next' | 'slice'>,
  { changed, select, id = 'ID', byId, more = {} }: ListQuestion,
): Request {
  const { ids, from } = ask.slice
  const start = placeIn(ask.next)
  const after = start === undefined ? askedId(ask, byId) : '0'
  const filter = ids
    ? { [`@${id}`]: ids }
    : { [`>${id}`]: after, ...(changed && from ? { [`>=${changed}`]: momentText(from) } : {}) }
  return post(method, { ...more, filter, order: { [id]: 'ASC' }, ...(select ? { select } : {}), start: start ?? -1 })
}

/** Pages by offset, for lists that know no other. */
export const offsetRequest = (method: string, next: Ask<Settings>['next'], more: object): Request =>
  post(method, { ...more, start: typeof next === 'string' ? Number(next) : 0 })
