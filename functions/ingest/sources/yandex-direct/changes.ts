import * as z from 'zod'
import * as wire from '#ingest/mapping/wire.ts'
import { GrantAccessError, StopForTodayError } from '#shared/errors-http.ts'
import { addDays, dateOf } from '#shared/time/dates.ts'
import type { Item } from '../../source.ts'
import { call, getAll, readable } from './services.ts'
import type { DirectIo } from './settings.ts'

/** Of one `check`. */
const mostIds = 3000
/** Their clock is not ours. */
const overlapMs = 3_600_000
/** Read again where nobody tells what has changed: this month and the last one. Of the rest the next run hears. */
const untoldDays = 62

const campaign = z.looseObject({ Id: z.string().regex(/^\d+$/) })
const changed = wire.list(z.looseObject({ BorderDate: wire.text }))
const answer = z.looseObject({
  result: z.looseObject({
    Modified: z.looseObject({ CampaignsStat: changed }).nullish(),
    Unprocessed: z.looseObject({ CampaignIds: wire.list(z.string().regex(/^\d+$/)) }).nullish(),
  }),
})

/**
 * The first day whose figures Direct has corrected since we last asked, of whichever campaign. To ask costs units, reports
 * cost none: a client whose units are spent (by whatever program) must not keep its own cost, and that of the others, away.
 */
export async function announcedDay(io: DirectIo, item: Item, since: number | null) {
  if (since === null) return undefined
  try {
    return await firstChanged(io, item, since)
  } catch (error) {
    if (!(error instanceof StopForTodayError || error instanceof GrantAccessError)) throw error
    return { unheardFrom: addDays(dateOf(io.now()), -untoldDays) }
  }
}

async function firstChanged(io: DirectIo, item: Item, since: number): Promise<string | undefined> {
  const login = item.facts?.login
  const list = { service: 'campaigns', list: 'Campaigns', params: { SelectionCriteria: {}, FieldNames: ['Id'] } }
  const ids = (await getAll(io, { ...list, row: campaign, login })).map(({ Id }) => Id)
  const days: string[] = []
  for (let at = 0; at < ids.length; at += mostIds) {
    days.push(...(await borders(io, ids.slice(at, at + mostIds), { since: since - overlapMs, login })))
  }
  return days.sort()[0]
}

interface Since {
  readonly since: number
  readonly login: unknown
}

/** What the answer had no room for is asked for again, as long as that becomes less. */
async function borders(io: DirectIo, ids: readonly string[], about: Since): Promise<readonly string[]> {
  const { days, left } = await checked(io, ids, about)
  return left.length > 0 && left.length < ids.length ? [...days, ...(await borders(io, left, about))] : days
}

async function checked(io: DirectIo, ids: readonly string[], { since, login }: Since) {
  const moment = `${new Date(since).toISOString().slice(0, 19)}Z`
  const params = `{"CampaignIds":[${ids.join(',')}],"Timestamp":"${moment}","FieldNames":["CampaignsStat"]}`
  const response = await io.send(call(io.settings, { service: 'changes', method: 'check', params, login }))
  return readable(io, 'changes', () => {
    const { Modified, Unprocessed } = answer.parse(response.json()).result
    const days = (Modified?.CampaignsStat ?? []).map(({ BorderDate }) =>
      wire.day('BorderDate', BorderDate?.slice(0, 10)),
    )
    return { days: days.filter((day) => day !== null), left: Unprocessed?.CampaignIds ?? [] }
  })
}
