import type { Expression } from '../connection.ts'
import type { ColumnGuess } from './columns.ts'
import type { Proposal } from './guess.ts'
import type { Role } from './role.ts'
import type { Table } from './roles.ts'

const ids: readonly Role[] = ['lead_id', 'id', 'deal_id']
const day: readonly Role[] = ['date', 'created', 'updated']

/** A history of stages: what moved, where to, when. */
export const isStages = (table: Table): boolean => table.has('to_stage') && day.some(table.has)

export function stagesOf(table: Table): readonly Proposal[] {
  const isDeal = table.has('deal_id') && !table.has('lead_id')
  const columns = {
    entity: { const: isDeal ? 'deal' : 'lead' },
    ...table.take({ entity_id: ids, pipeline: ['pipeline'], from_stage: ['from_stage'], to_stage: ['to_stage'] }),
    ...table.take({ changed_at: day, changed_by: ['actor', 'responsible'] }),
  }
  return [{ record: 'stage_change', columns }]
}

/** What requests or sales have, and a list of verdicts on them doesn't. */
const ofRequests: readonly Role[] = [
  'stage',
  'source',
  'pipeline',
  'phone',
  'email',
  'amount',
  'price',
  'paid',
  'closed',
]

export const isVerdicts = (table: Table): boolean => table.has('verdict') && !ofRequests.some(table.has)

/** Also of a CRM's export, in which most requests have no verdict yet. */
export function verdictsOf(table: Table): readonly Proposal[] {
  const verdict = table.name('verdict')
  if (verdict === undefined) return []
  const columns = {
    act: { const: 'verdict' },
    ...table.take({ lead_id: ids, verdict: ['verdict'], reason: ['reason', 'reject_reason'] }),
    ...table.take({ given_by: ['actor', 'responsible'], given_at: ['verdict_at', 'date', 'created'] }),
  }
  return [{ record: 'verdict', where: [{ column: verdict, matches: '\\S' }], columns }]
}

/** Telephony of sales: calls that go out too. A list of calls that come in is one of requests. */
export const isCalls = (table: Table): boolean =>
  table.column('direction')?.values.some((value) => directionOf(value) === 'out') ?? false

export function callsOf(table: Table): readonly Proposal[] {
  const [phone] = table.names('phone')
  const isTied = table.has('lead_id') || table.has('deal_id') || table.has('contact_id')
  const person: Readonly<Record<string, Expression>> = phone !== undefined && !isTied ? { contact_id: { phone } } : {}
  const call: Proposal = {
    record: 'activity',
    columns: {
      ...callId(table),
      ...table.take({ lead_id: ['lead_id'], deal_id: ['deal_id'], contact_id: ['contact_id'] }),
      ...person,
      kind: { const: 'call' },
      direction: mapOf(table.column('direction')!, directionOf),
      ...table.take({ happened_at: ['date', 'created'] }),
      ...(table.column('duration')?.isNumber ? table.take({ duration_s: ['duration'] }) : {}),
      ...answeredOf(table),
      ...table.take({ made_by: ['responsible', 'actor'] }),
    },
  }
  // Whom the phone belongs to is found among all people; the call is then their newest request's.
  const contact: Proposal = { record: 'contact', columns: { ...person, phone_key: { phone: phone! } } }
  return 'contact_id' in person ? [call, contact] : [call]
}

/** Nobody makes two calls within one second. */
function callId(table: Table): Readonly<Record<string, Expression>> {
  if (table.has('call_id') || table.has('id')) return table.take({ activity_id: ['call_id', 'id'] })
  const [at, who] = [table.column('date', 'created'), table.name('responsible', 'actor')]
  const isExact = at?.dates?.every((format) => /ss|iso|epoch/.test(format)) ?? false
  return isExact && who !== undefined ? { activity_id: { join: [at!.name, who], with: ' ' } } : {}
}

const directionOf = (value: string): string | undefined =>
  /^(out|исх)/i.test(value) ? 'out' : /^(in|вх)/i.test(value) ? 'in' : undefined

function answeredOf(table: Table): Readonly<Record<string, Expression>> {
  if (table.has('answered')) return table.take({ is_answered: ['answered'] })
  const stage = table.column('stage')
  return stage ? { is_answered: mapOf(stage, wasAnswered) } : {}
}

const wasAnswered = (value: string): boolean | undefined =>
  /(пропущ|не ?(отвеч|принят|дозв|успеш)|занят|сброш|недозвон|missed|no.?answer|busy|cancel|fail|unanswered)/i.test(
    value,
  )
    ? false
    : /(успеш|отвеч|принят|состоял|answered|success|completed)/i.test(value)
      ? true
      : undefined

/** What a word means is written down where it is known and asked for where it isn't. */
export const mapOf = (column: ColumnGuess, meaning: (value: string) => string | boolean | undefined): Expression => ({
  map: {
    from: column.name,
    // A column of very many words shows none: then all of them are asked for.
    values: Object.fromEntries(
      (column.values.length > 0 ? column.values : ['?']).map((value) => [value, meaning(value) ?? '?']),
    ),
  },
})
