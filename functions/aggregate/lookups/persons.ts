import type { Row } from '#aggregate/model.ts'
import { disjointSets, type Sets } from './union-find.ts'

/** Members (`contact:<id>`, `lead:<id>`) and keys (`client:<id>`, `phone:<key>` …) by number; those that are one person share a set. */
interface People {
  readonly names: readonly string[]
  /** How long a member is known, epoch milliseconds. Lists of their own: an object for each would take several times the room. */
  readonly ages: readonly number[]
  readonly sets: Sets
}

function peopleOf(joins: readonly Row[]): People {
  const places = new Map<string, number>()
  const names: string[] = []
  const ages: number[] = []
  const sets = disjointSets(joins.length * 2)
  const place = (name: string, at: number): number => {
    const known = places.get(name)
    if (known !== undefined) return known
    places.set(name, names.length)
    ages.push(at)
    return names.push(name) - 1
  }
  for (const { member, known_at: at, person_key: key } of joins) {
    const self = place(String(member), at === null || at === undefined ? Number.POSITIVE_INFINITY : Number(at))
    sets.join(self, place(String(key), Number.POSITIVE_INFINITY))
  }
  return { names, ages, sets }
}

const isContact = (name: string) => name.startsWith('contact:')
const isLead = (name: string) => name.startsWith('lead:')
const isClient = (name: string) => name.startsWith('client:')

interface Heads {
  /** By set, the number of its oldest member; 0 is nobody, so it is one more. */
  readonly oldest: Int32Array
  /** By set, 1 where a lead without a contact is among the members. */
  readonly hasLead: Uint8Array
}

function headsOf({ names, ages, sets }: People): Heads {
  const oldest = new Int32Array(names.length)
  const hasLead = new Uint8Array(names.length)
  /** Of the same age by name, so that a contact comes before a lead. */
  const isOlder = (a: number, b: number): boolean => (ages[a] === ages[b] ? names[a]! < names[b]! : ages[a]! < ages[b]!)
  names.forEach((name, at) => {
    if (!isContact(name) && !isLead(name)) return
    const set = sets.find(at)
    const known = oldest[set]!
    if (known === 0 || isOlder(at, known - 1)) oldest[set] = at + 1
    if (isLead(name)) hasLead[set] = 1
  })
  return { oldest, hasLead }
}

function personRow(name: string, person: string): Row {
  const colon = name.indexOf(':')
  return { kind: name.slice(0, colon), id: name.slice(colon + 1), person_id: person }
}

/**
 * The person behind a contact or client id. `joins`: rows of int_person_join, each a member and a key that it holds; members that
 * hold the same key are one person, by chains of any length. person_id = name of the oldest member. Listed is only what is not
 * plain: a contact that is not its own person (`contact:<id>`), and a client id that leads without a contact use.
 */
export function personsOf(joins: readonly Row[]): readonly Row[] {
  const people = peopleOf(joins)
  const { oldest, hasLead } = headsOf(people)
  const rows: Row[] = []
  people.names.forEach((name, at) => {
    const set = people.sets.find(at)
    const head = oldest[set]! - 1
    const isNews = (isContact(name) && at !== head) || (isClient(name) && hasLead[set] === 1)
    if (isNews) rows.push(personRow(name, people.names[head]!))
  })
  return rows
}
