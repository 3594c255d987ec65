import { say } from '#shared/i18n/text.ts'
import type { RecordName } from '#shared/records/index.ts'
import type { Item } from '../../source.ts'
import { scanOf } from '../crm/scan.ts'
import { pageSize } from './envelope.ts'
import { dealType, goneRecords, leadType } from './ids.ts'
import { peopleRules } from './personal.ts'
import { presenceRequest, presentIn } from './presence.ts'
import { resource, type Settings } from './settings.ts'

/** Of one batch, each with a page of ids. */
const commandCount = 20

const own: Readonly<Record<string, string>> = { lead: leadType, deal: dealType }
const typeOf = ({ id }: Item): string => own[id] ?? id

/** Objects of processes stand among the leads and deals as `128-7`. */
const prefixOf = ({ id }: Item): string => (own[id] ? '' : `${id}-`)

const recordOf = ({ id, facts }: Item): RecordName => (facts?.as ?? id) as RecordName

const sought = (ids: readonly string[], item: Item) => [
  { type: typeOf(item), ids: ids.map((id) => id.slice(prefixOf(item).length)) },
]

/** What was deleted without an event having told: the cards that we know are asked for by their ids. */
export const scan = resource({
  about: say('Поиск удалённого: сверка известных id', 'What was deleted: a check of the ids that we know'),
  records: ['lead', 'deal', 'payment'],
  personal: peopleRules,
  items: async ({ settings }) => [
    ...[{ id: 'lead' }, { id: 'deal' }],
    ...settings.items
      .map(({ type, as }) => ({ id: String(type), facts: { as } }))
      .filter(({ id }) => id !== leadType && id !== dealType),
  ],
  ...scanOf<Settings>({
    record: recordOf,
    isListed(_, item) {
      const isOfItem = new RegExp(`(^|:)${prefixOf(item)}\\d+$`)
      const isPayment = recordOf(item) === 'payment'
      // A payment that was taken back is worth nothing; it has no other mark.
      return (row) =>
        (row.merged_into ?? null) === null &&
        !(isPayment && row.amount_micros === 0n) &&
        isOfItem.test(String(row[`${recordOf(item)}_id`]))
    },
    atOnce: () => commandCount * pageSize,
    request: (ids, item) => presenceRequest(sought(ids, item)),
    alive(response, ids, item) {
      const there = presentIn(response, sought(ids, item))
      return new Set(ids.filter((id) => there.has(`${typeOf(item)}-${id.slice(prefixOf(item).length)}`)))
    },
  }),
  map({ gone, back }, ask) {
    const [type, start] = [typeOf(ask.item), prefixOf(ask.item).length]
    const records = (ids: readonly string[], deleted: boolean) =>
      ids.flatMap((id) => goneRecords(type, id.slice(start), deleted, ask))
    const found = [...records(gone, true), ...records(back, false)]
    return found.length === 0 ? undefined : found
  },
})
