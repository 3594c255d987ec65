import type { Card, Portal } from './card.ts'
import type { Marts } from './marts.ts'
import type { TrueLead } from './truth.ts'
import { local } from './truth-links.ts'

type Row = Readonly<Record<string, unknown>>

const plain = (id: unknown) => String(id).replace(/^[^:]+:[^:]+:/, '')
const prose = (value: unknown) =>
  typeof value === 'number' && value > 1e12 ? new Date(value).toISOString() : String(value)

function leadsOf({ fct_leads = [], int_lead_verdict = [] }: Marts): ReadonlyMap<string, Row> {
  const said = new Map(int_lead_verdict.map((row) => [row.lead_id, row]))
  return new Map(
    fct_leads.map((row) => {
      const verdict: Row = said.get(row.lead_id!) ?? {}
      return [plain(row.lead_id), { ...row, request_id: plain(row.request_id), ...verdict }]
    }),
  )
}

/** A line for each number that is not what happened. */
export function againstTruth(marts: Marts, truth: ReadonlyMap<string, TrueLead>): readonly string[] {
  const found = leadsOf(marts)
  const missing = [...truth.keys()].filter((id) => !found.has(id)).map((id) => `truth: ${id} is missing`)
  const extra = [...found.keys()].filter((id) => !truth.has(id)).map((id) => `truth: ${id} is too many`)
  const wrong = [...truth].flatMap(([id, lead]) => {
    const row = found.get(id)
    if (!row) return []
    return Object.entries(lead)
      .filter(([name, value]) => (row[name] ?? null) !== value)
      .map(([name, value]) => `truth: ${id} ${name} is ${prose(row[name])}, should be ${prose(value)}`)
  })
  return [...missing, ...extra, ...wrong]
}

/** Who is named as the owner of a lead since a moment has held it then. */
export function ofOwners({ stg_lead_owner = [] }: Marts, cards: readonly Card[]): readonly string[] {
  const byId = new Map(cards.map((card) => [card.id, card]))
  return stg_lead_owner.flatMap(({ lead_id, manager, since_local }) => {
    const owners = byId.get(plain(lead_id))?.owners ?? []
    const held = owners.filter(
      ({ at }, i) => local(at)! <= since(since_local) && since(since_local) <= until(owners[i + 1]),
    )
    const isRight = manager === null || since_local === null || held.some(({ owner }) => owner === manager)
    return isRight ? [] : [`truth: ${plain(lead_id)} owner ${manager} since ${prose(since_local)} is somebody else`]
  })
}

const since = (moment: unknown) => Number(moment)
const until = (next: Card['owners'][number] | undefined) => (next ? local(next.at)! : Number.POSITIVE_INFINITY)

/** What phones tell of: whose request it is, and whose the calls to a person are. */
const ofPeople = [
  ...['request_id', 'is_request', 'is_valid', 'validity_reason', 'is_new_client', 'is_target'],
  ...['attempts', 'contact_at', 'is_contacted', 'reaction_minutes', 'first_contact_due'],
]
/** Only who has read a card before knows when it was first judged, or who has held it. */
const ofThePast = ['first_verdict_at', 'replied_at']

/** Who reads it all for the first time can't know the history and the phone of what was merged away. */
export function againstFresh(marts: Marts, fresh: Marts, { cards, contacts }: Portal): readonly string[] {
  const merged = new Set(cards.map(({ mergedInto }) => mergedInto))
  const unknown = new Set([
    'person_id',
    ...ofThePast,
    ...(contacts.some(({ mergedInto }) => mergedInto) ? ofPeople : []),
  ])
  const [a, b] = [leadsOf(marts), leadsOf(fresh)]
  const ids = [...new Set([...a.keys(), ...b.keys()])].filter((id) => !merged.has(id))
  return ids.flatMap((id) => {
    const [own, other] = [a.get(id), b.get(id)]
    if (!own || !other) return [`fresh: ${id} is ${own ? 'not there' : 'there'} when read anew`]
    return Object.keys({ ...own, ...other })
      .filter((name) => !unknown.has(name) && (own[name] ?? null) !== (other[name] ?? null))
      .map((name) => `fresh: ${id} ${name} is ${prose(own[name])}, read anew ${prose(other[name])}`)
  })
}
