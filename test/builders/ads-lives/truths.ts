import { todayIn } from '#ingest/mapping/days.ts'
import type { RecordName } from '#shared/records/index.ts'
import { addDays, datesBetween } from '#shared/time/dates.ts'
import type { LivedAccount, LivedWorld, Promised } from '#test/platforms/lives/lived.ts'
import { endOf } from './day-end.ts'
import { textOf } from './places.ts'
import type { LivedRun, Truths } from './truth.ts'

interface Version {
  /** Epoch ms. */
  readonly at: number
  readonly text: string
  /** The platform has not changed: somebody asks for something else. */
  readonly isAskedAnew: boolean
}

type Versions = Map<string, Version[]>

const never: Version = { at: 0, text: '', isAskedAnew: false }
const recordIn = (place: string) => place.split(' ')[0] as RecordName

/** All that was ever true of each day, and what of it the records must at least know. */
export function truths(world: LivedWorld, versions: Versions = new Map()): Truths {
  /** The oldest versions that are allowed, and those that were read. */
  const floors = new Map<string, number>()
  const seen = new Map<string, number>()
  const halves = new Map<string, number>()
  /** When the run under way, or the last one, has begun. */
  const reading = { since: 0 }
  /** When the last whole run over a resource of an account had begun, and the first that was tried since. */
  const ran = new Map<string, { readonly whole: number | null; readonly tried: number | null }>()
  const ranOf = (resource: string, account: string) => ran.get(`${resource} ${account}`) ?? { whole: null, tried: null }

  const listOf = (place: string) => {
    const list = versions.get(place) ?? [never]
    versions.set(place, list)
    return list
  }
  const raise = (place: string, until: number, isReadAnew = false) => {
    const last = listOf(place).findLastIndex(({ at, isAskedAnew }) => at <= until && (isReadAnew || !isAskedAnew))
    floors.set(place, Math.max(floors.get(place) ?? 0, last))
  }

  /** What has changed while it was read in parts is half there, until a later version is promised. */
  function isHalf(place: string, floor: number, isUnfinished: boolean): boolean {
    if (!world.promises.some(({ record, isInParts }) => isInParts && record === recordIn(place))) return false
    const { length } = listOf(place)
    if (listOf(place).at(-1)!.at > reading.since) halves.set(place, length - 1)
    return isUnfinished || floor < (halves.get(place) ?? 0)
  }

  /** What a whole run must know of a day. */
  function raiseDay(place: string, day: string, { promised, zone, at, again, weekly, weekStart, isUntold }: Asked) {
    const today = todayIn(zone, at)
    const isTold = promised.isAnnounced && (!isUntold || day >= addDays(today, -61))
    if (promised.isWhole || day >= addDays(today, -promised.trailing)) return raise(place, at, true)
    if (again !== undefined && day >= again) return raise(place, at, true)
    if (isTold) return raise(place, at)
    if (weekly !== undefined && day >= weekly) return raise(place, weekStart, true)
    raise(place, Math.min(at, endOf(addDays(day, promised.trailing - 1), zone)))
  }

  function oblige(promised: Promised, { id, zone }: LivedAccount, run: LivedRun): readonly string[] {
    const { whole, tried } = ranOf(promised.resource, id)
    const weekStart = Math.min(run.at, tried ?? run.at)
    const weekly = whole === null ? undefined : promised.weekly?.(whole, weekStart)
    const asked = { promised, zone, ...run, weekly, weekStart, isUntold: world.isUntold?.(id, run.at) ?? false }
    const first = run.again && run.again < world.since ? run.again : world.since
    const days = promised.isWhole ? [''] : datesBetween(first, addDays(todayIn(zone, run.at), -1))
    const places = days.map((day) => `${promised.record} ${id} ${day}`)
    for (const [i, place] of places.entries()) raiseDay(place, days[i]!, asked)
    return places.filter((place) => floors.get(place) === listOf(place).length - 1)
  }

  return {
    note(now: number, isAskedAnew = false): void {
      const current = new Map([...world.truth()].map(([place, rows]) => [place, textOf(recordIn(place), rows)]))
      for (const place of new Set([...current.keys(), ...versions.keys()])) {
        const text = current.get(place) ?? ''
        const list = listOf(place)
        if (list.at(-1)!.text !== text) list.push({ at: now, text, isAskedAnew })
      }
    },
    tried({ at }: LivedRun): void {
      reading.since = at
      for (const { resource } of world.promises)
        for (const { id } of world.accounts(resource)) {
          const { whole, tried } = ranOf(resource, id)
          ran.set(`${resource} ${id}`, { whole, tried: tried ?? at })
        }
    },
    ended(run: LivedRun): readonly string[] {
      const read = world.promises.flatMap((promised) =>
        world
          .accounts(promised.resource)
          .filter(({ id }) => !world.isTroubled(promised.resource, id, run.at))
          .map((account) => ({ promised, account })),
      )
      const known = read.flatMap(({ promised, account }) => oblige(promised, account, run))
      for (const { promised, account } of read)
        ran.set(`${promised.resource} ${account.id}`, { whole: run.at, tried: null })
      return known
    },
    wrong(place, rows, isUnfinished) {
      const list = listOf(place)
      const floor = Math.max(floors.get(place) ?? 0, seen.get(place) ?? 0)
      const text = textOf(recordIn(place), rows)
      const found = list.findIndex((one, i) => i >= floor && one.text === text)
      seen.set(place, Math.max(floor, found))
      if (found >= 0 || isHalf(place, floor, isUnfinished)) return undefined
      const told = list.map((one, i) => `${i === floor ? '> ' : '  '}${new Date(one.at).toISOString()} ${one.text}`)
      return `${place}\n  is ${text}\n${told.join('\n')}`
    },
    places: () => versions.keys(),
    hasRead: (resource: string) => world.accounts(resource).every(({ id }) => ranOf(resource, id).whole !== null),
    forget(): void {
      floors.clear()
      seen.clear()
      ran.clear()
    },
    undo: () => seen.clear(),
    anew: () => truths(world, versions),
  }
}

interface Asked extends LivedRun {
  readonly promised: Promised
  readonly zone: string
  readonly weekly: string | undefined
  readonly weekStart: number
  readonly isUntold: boolean
}
