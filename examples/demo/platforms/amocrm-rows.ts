import { hour } from '../calendar.ts'
import type { Card } from '../cards.ts'
import { changedAt } from '../crm.ts'
import { type Stage, stages } from '../decisions.ts'
import { managers } from '../people.ts'

export interface AmoRow {
  readonly id: number | string
  readonly created_at: number
  readonly updated_at: number
  readonly [name: string]: unknown
}

/** The ids 142 and 143 are the same in every pipeline. */
export const pipeline = {
  id: 7001,
  name: 'Продажа домов',
  statuses: {
    ...{ [stages.new]: 101, [stages.contact]: 102, [stages.qualified]: 103 },
    ...{ [stages.offer]: 104, [stages.won]: 142, [stages.lost]: 143 },
  } as Readonly<Record<Stage, number>>,
}

/** Ids of names, in the order in which they come. */
export const idsOf = (names: readonly string[]): ReadonlyMap<string, number> =>
  new Map([...new Set(names.filter((name) => name !== ''))].map((name, i) => [name, i + 1]))

const userIds = idsOf(managers.map(([name]) => name))

/** Unix seconds of a time on the company's clocks. */
const seconds = (moment: number): number => Math.floor((moment - 3 * hour) / 1000)

type Value = string | number | null | undefined

/** Empty fields are left out, as the API does. */
function fields(given: readonly (readonly [id: number, name: string, type: string, value: Value, code?: string])[]) {
  return given
    .filter(([, , , value]) => value !== '' && value !== null && value !== undefined)
    .map(([field_id, field_name, field_type, value, code]) => ({
      ...{ field_id, field_name, field_code: code ?? null, field_type, values: [{ value }] },
    }))
}

const at = (moment: number | null | undefined): Value => (moment == null ? null : seconds(moment))

export function leadOf(card: Card): AmoRow {
  const { request, wish, reply } = card
  const { campaign, person } = request
  const last = card.moves.at(-1)
  const isClosed = last?.to === stages.won || last?.to === stages.lost
  return {
    ...{ id: Number(card.id), name: person.name, price: card.amount, pipeline_id: pipeline.id, is_deleted: false },
    ...{ status_id: pipeline.statuses[last?.to ?? stages.new], responsible_user_id: userIds.get(card.manager) },
    ...{ created_at: seconds(request.created), updated_at: seconds(changedAt(card)) },
    closed_at: isClosed ? seconds(last.moment) : null,
    custom_fields_values: fields([
      ...([
        [1, 'Продукт', 'select', campaign.product],
        [2, 'Регион', 'select', wish.region],
        [3, 'Категория', 'select', wish.category],
        [4, 'Срок покупки, мес', 'numeric', wish.horizonMonths],
        [5, 'Бюджет, ₽', 'numeric', wish.budget],
        [6, 'Причина отказа', 'select', card.rejectReason],
        [7, 'Вердикт', 'select', card.verdict],
        [8, 'Вердикт поставлен', 'date_time', at(card.verdictAt)],
        [9, 'Ответ маркетинга', 'select', reply?.text],
        [10, 'Ответ дан', 'date_time', at(reply?.moment)],
      ] as const),
      ...([
        [11, 'utm_source', 'tracking_data', campaign.utmSource, 'UTM_SOURCE'],
        [12, 'utm_medium', 'tracking_data', campaign.utmMedium, 'UTM_MEDIUM'],
        [13, 'utm_campaign', 'tracking_data', campaign.id, 'UTM_CAMPAIGN'],
        [14, 'utm_term', 'tracking_data', card.term, 'UTM_TERM'],
        [15, '_ym_uid', 'tracking_data', person.client, '_YM_UID'],
      ] as const),
    ]),
    _links: { self: { href: `https://crm.example/api/v4/leads/${card.id}` } },
    _embedded: {
      loss_reason: card.lostReason === '' ? [] : [{ id: 1, name: card.lostReason }],
      contacts: [{ id: Number(card.id), is_main: true }],
      companies: [],
    },
  }
}

/** A card of its own for each request; who asks twice is found by the phone. */
export const contactOf = ({ id, request: { person, created } }: Card): AmoRow => ({
  ...{ id: Number(id), name: person.name, created_at: seconds(created), updated_at: seconds(created) },
  custom_fields_values: fields([
    [21, 'Телефон', 'multitext', person.phone, 'PHONE'],
    [22, 'Email', 'multitext', person.email, 'EMAIL'],
    [15, '_ym_uid', 'tracking_data', person.client, '_YM_UID'],
  ]),
  _embedded: { companies: [] },
})

/** Telephony leaves each call as a note on the card; 4: they have talked, 6: nobody answered. */
export const notesOf = ({ id, calls }: Card): readonly AmoRow[] =>
  calls.map(({ moment, seconds: duration, isAnswered, manager }, i) => ({
    ...{ id: Number(id) * 10 + i, entity_id: Number(id), note_type: 'call_out' },
    ...{ created_at: seconds(moment), updated_at: seconds(moment), responsible_user_id: userIds.get(manager) },
    params: { uniq: `${id}-${i}`, duration, call_status: isAnswered ? 4 : 6 },
  }))

export const eventsOf = ({ id, moves, manager }: Card): readonly AmoRow[] =>
  moves.map(({ from, to, moment }, i) => ({
    ...{ id: `${id}-${i}`, type: 'lead_status_changed', entity_id: Number(id), entity_type: 'lead' },
    ...{ created_by: userIds.get(manager), created_at: seconds(moment), updated_at: seconds(moment) },
    value_after: [{ lead_status: { id: pipeline.statuses[to], pipeline_id: pipeline.id } }],
    value_before: [{ lead_status: { id: pipeline.statuses[from], pipeline_id: pipeline.id } }],
  }))
