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
    .filter((word) => !ownWords.has(word) && fields.isThere?.(word) !== false)
    .map((field) => {
      const value_text = withoutPeople(fields.text(field))
      return to('lead_field', { lead_id, field, value_text, value_number: numberIn(value_text), noted_at })
    })
}

type Fields = Pick<SourceConnection, 'fields'>

/** What sales say of the lead, what marketing answers, and the decision; without a date of its own: the lead's. */
export function verdictsOf(
  lead_id: string,
  created: number | undefined,
  fields: FieldReader,
  connection: Fields,
): readonly Mapped[] {
  const place = { lead_id, created, fields, connection }
  const [verdict, decision, act] = [fields.text('verdict'), fields.text('decision'), actOf(fields.text('answer'))]
  const reason = withoutPeople(fields.text('reason', 'reject_reason'))
  return [
    ...saidOf(place, 'verdict', 'verdict', verdict ? { act: 'verdict', verdict, reason } : undefined),
    ...saidOf(place, 'answer', 'unanswered', act && { act, ...noWord }),
    ...saidOf(place, 'decision', 'decide', decision ? { act: 'decide', verdict: decision, reason: null } : undefined),
  ]
}

interface Place {
  readonly lead_id: string
  readonly created: number | undefined
  readonly fields: FieldReader
  readonly connection: Fields
}

type Act = 'verdict' | 'accept' | 'dispute' | 'unanswered' | 'decide'

interface Said {
  readonly act: Act
  readonly verdict: string | null
  readonly reason: string | null
}

const noWord = { verdict: null, reason: null }

/**
 * The card's own moment holds what has no date. It is emptied when the word is taken back or dated: else it would stand for
 * ever, and nobody could tell later to which card the dated one belongs.
 */
function saidOf(
  { lead_id, created, fields, connection }: Place,
  word: 'verdict' | 'answer' | 'decision',
  emptied: Act,
  said: Said | undefined,
): readonly Mapped[] {
  if (connection.fields[word] === undefined || fields.isThere?.(word) === false) return []
  const at = fields.instant(`${word}_at`)
  const isDated = at !== null && at !== created
  const undated = said && !isDated ? said : { act: emptied, ...noWord }
  return [
    ...(said && isDated ? [to('verdict', { lead_id, ...said, given_at: at })] : []),
    to('verdict', { lead_id, ...undated, given_at: created }),
  ]
}

function actOf(answer: string | null): 'accept' | 'dispute' | undefined {
  if (!answer) return undefined
  if (/спор|оспар|не соглас|disput|disagree|reject/i.test(answer)) return 'dispute'
  return /принят|принима|соглас|accept|agree/i.test(answer) ? 'accept' : undefined
}
