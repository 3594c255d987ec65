import { type Mapped, to } from '#ingest/mapping/mapped.ts'
import type { SourceConnection } from '#ingest/source-connection.ts'
import { type FieldReader, numberIn } from './field-reader.ts'
import { namesPerson } from './people.ts'

/** Words of `fields:` that have a column of their own; every other one is a field of the lead. */
export const ownWords: ReadonlySet<string> = new Set([
  ...['client_id', 'channel', 'channel_hint', 'product', 'score', 'referrer', 'yclid', 'gclid', 'fbclid'],
  ...['utm_source', 'utm_medium', 'utm_campaign', 'utm_content', 'utm_term', 'cost', 'cost_of_goods'],
  ...[
    'reason',
    'reject_reason',
    'lost_reason',
    'verdict',
    'verdict_at',
    'answer',
    'answer_at',
    'decision',
    'decision_at',
  ],
])

/** What people write in a field may be whom to call. */
const withoutPeople = (text: string | null): string | null => (text !== null && namesPerson(text) ? null : text)

/** A field that was emptied is written too: else the old value would stand for ever. */
export function criteriaOf(
  lead_id: string,
  noted_at: number | undefined,
  fields: FieldReader,
  connection: Pick<SourceConnection, 'fields'>,
): readonly Mapped[] {
  return Object.keys(connection.fields)
    .filter((word) => !ownWords.has(word))
    .map((field) => {
      const value_text = withoutPeople(fields.text(field))
      return to('lead_field', { lead_id, field, value_text, value_number: numberIn(value_text), noted_at })
    })
}

/** What sales say of the lead, what marketing answers, and the decision; without a date of its own: the lead's. */
export function verdictsOf(lead_id: string, created: number | undefined, fields: FieldReader): readonly Mapped[] {
  const found: Mapped[] = []
  const verdict = fields.text('verdict')
  const reason = withoutPeople(fields.text('reason', 'reject_reason'))
  if (verdict) {
    const given_at = fields.instant('verdict_at') ?? created
    found.push(to('verdict', { lead_id, act: 'verdict', verdict, reason, given_at }))
  }
  const act = actOf(fields.text('answer'))
  if (act) found.push(to('verdict', { lead_id, act, given_at: fields.instant('answer_at') ?? created }))
  const decision = fields.text('decision')
  if (decision) {
    const given_at = fields.instant('decision_at') ?? created
    found.push(to('verdict', { lead_id, act: 'decide', verdict: decision, given_at }))
  }
  return found
}

function actOf(answer: string | null): 'accept' | 'dispute' | undefined {
  if (!answer) return undefined
  if (/спор|оспар|не соглас|disput|disagree|reject/i.test(answer)) return 'dispute'
  return /принят|принима|соглас|accept|agree/i.test(answer) ? 'accept' : undefined
}
