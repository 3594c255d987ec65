import { isResting } from '#ingest/exchange/quota.ts'
import type { Source } from '#ingest/source.ts'
import type { SourceConnection } from '#ingest/source-connection.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import { addDays, dateOf } from '#shared/time/dates.ts'
import { instantText, restsUntil, type Standing } from '../connect/standing.ts'
import type { Finding } from './checks.ts'

/** Yesterday is the newest that can be settled; zones west of here add a day. */
const mostDaysBehind = 2
const dayMs = 86_400_000

/** The newest settled day of each resource against today, and what a run has left open. */
export function checkFreshness(
  source: Source,
  connection: SourceConnection,
  standing: readonly Standing[],
  now: number,
  readAt: number | null = null,
): Finding[] {
  const { name } = connection
  const rest = resting(name, standing, now)
  if (standing.length === 0) return [failing(name, say('ещё ни разу не читали', 'was never read yet'))]
  const asked = standing.filter((one) => !isDropped(source, one, now, readAt) && !rests(one, now))
  const stale = asked.flatMap((one) => staleness(source, one, now, readAt) ?? [])
  const open = asked.filter(({ progress }) => progress.open !== null || progress.run !== null).map(whatOf)
  // After a whole run, what has no progress has nobody to be asked for: no goals, no clients.
  const missing = (connection.resources ?? Object.keys(source.resources)).filter(
    (resource) => isDated(source, resource) && !standing.some((one) => one.resource === resource),
  )
  const isFresh = stale.length === 0 && asked.length > 0
  return [
    ...(isFresh ? [fresh(source, name, asked, readAt)] : stale.map((text) => failing(name, text))),
    ...rest,
    ...(open.length > 0 ? [failing(name, cutOff(open))] : []),
    ...(missing.length > 0 && rest.length === 0 && readAt === null ? [failing(name, neverRead(missing))] : []),
  ]
}

const rests = ({ progress }: Standing, now: number) => isResting(progress.resumeAt, now)

/** What the system has sent away for today; the rest of the connection is judged as usual. */
function resting(name: string, standing: readonly Standing[], now: number): Finding[] {
  const until = restsUntil(standing, now)
  if (until === undefined) return []
  const who = shown(standing.filter((one) => rests(one, now)).map(whatOf))
  const mend = `concord sync --select ${name}`
  return [
    {
      ok: false,
      what: say(
        `[${name}] на сегодня хватит, дальше с ${instantText(until)}: ${who.ru}`,
        `[${name}] enough for today, resumes at ${instantText(until)}: ${who.en}`,
      ),
      mend: say(`после этого: ${mend}`, `after that: ${mend}`),
    },
  ]
}

const mostShown = 5

function shown(names: readonly string[]): Text {
  const list = names.slice(0, mostShown).join(', ')
  const more = names.length - mostShown
  return more > 0 ? say(`${list} и ещё ${more}`, `${list} and ${more} more`) : say(list, list)
}

/** A client or counter that the last whole run has not read: the system shows it no more. */
const isDropped = ({ resources }: Source, { resource, item, progress }: Standing, now: number, readAt: number | null) =>
  item !== '' &&
  resources[resource]?.window.kind === 'days' &&
  readAt !== null &&
  now - readAt <= mostDaysBehind * dayMs &&
  (progress.cursor ?? '') < addDays(dateOf(readAt), -mostDaysBehind)

const isDated = ({ resources }: Source, resource: string) => resources[resource]?.window.kind === 'days'

const whatOf = ({ resource, item }: Standing) => (item ? `${resource}/${item}` : resource)

/** undefined: as new as it can be. Ids tell no time; dictionaries are read whole in each run. */
function staleness({ resources }: Source, one: Standing, now: number, readAt: number | null): Text | undefined {
  const window = resources[one.resource]?.window
  const { cursor } = one.progress
  if (!window || cursor === null) return undefined
  const what = whatOf(one)
  if (window.kind === 'days' && cursor < addDays(dateOf(now), -mostDaysBehind)) {
    return say(
      `${what}: данные по ${cursor}, сегодня ${dateOf(now)}`,
      `${what}: settled up to ${cursor}, today is ${dateOf(now)}`,
    )
  }
  if (window.kind !== 'cursor' || window.by !== 'time') return undefined
  // The cursor is the newest change: where nothing changes, it is old though all was read.
  if (now - Math.max(Date.parse(cursor), readAt ?? 0) <= mostDaysBehind * dayMs) return undefined
  return say(
    `${what}: прочитано по ${instantText(Date.parse(cursor))}`,
    `${what}: read up to ${instantText(Date.parse(cursor))}`,
  )
}

function fresh({ resources }: Source, name: string, standing: readonly Standing[], readAt: number | null): Finding {
  const days = standing.flatMap(({ resource, progress: { cursor } }) =>
    cursor && resources[resource]?.window.kind === 'days' ? [cursor] : [],
  )
  const times = standing.flatMap(({ resource, progress: { cursor, ranAt } }) => {
    const window = resources[resource]?.window
    const read = window?.kind === 'cursor' && window.by === 'time' && cursor ? [Date.parse(cursor)] : []
    return [...read, ...(ranAt === null ? [] : [ranAt])]
  })
  if (readAt !== null) times.push(readAt)
  const oldest = days.toSorted()[0]
  const last = times.length > 0 ? instantText(Math.max(...times)) : undefined
  const ru = [oldest && `данные по ${oldest}`, last && `последнее чтение ${last}`].filter(Boolean).join(', ')
  const en = [oldest && `settled up to ${oldest}`, last && `last pull ${last}`].filter(Boolean).join(', ')
  return { ok: true, what: say(`[${name}] ${ru || 'прочитано'}`, `[${name}] ${en || 'was read'}`) }
}

const failing = (name: string, { ru, en }: Text): Finding => ({
  ok: false,
  what: say(`[${name}] ${ru}`, `[${name}] ${en}`),
  mend: say(`concord sync --select ${name}`, `concord sync --select ${name}`),
})

function cutOff(open: readonly string[]): Text {
  const what = shown(open)
  return say(`прошлый запуск оборвался: ${what.ru}`, `the run before was cut off: ${what.en}`)
}

const neverRead = (resources: readonly string[]): Text =>
  say(`ещё не прочитано: ${resources.join(', ')}`, `not read yet: ${resources.join(', ')}`)
