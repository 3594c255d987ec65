import { say } from '#shared/i18n/text.ts'
import type { Ask } from '../../source.ts'
import { scannedRow } from '../crm/scan.ts'
import { deletion } from './events.ts'
import { countedAs, dealType, goneRecords, leadType } from './ids.ts'
import { peopleRules } from './personal.ts'
import { presenceRequest, presentIn, type Sought } from './presence.ts'
import { resource, type Settings } from './settings.ts'

type Told = Pick<Ask<Settings>, 'settings' | 'slice'>

/** `<type>-<id>` of the events, by type; those of processes that nobody has asked for are none of ours. */
function soughtOf({ slice, settings }: Told): readonly Sought[] {
  const told = (slice.ids ?? []).map((name) => name.split('-') as [string, string])
  const byType = Map.groupBy(told, ([type]) => type)
  return [...byType]
    .filter(([type]) => type === leadType || type === dealType || countedAs(type, { settings }))
    .map(([type, ids]) => ({ type, ids: ids.map(([, id]) => id) }))
}

/** What an event says was deleted, and the portal no longer names. */
export const deletions = resource({
  about: say('Удалённое, о котором сказали события', 'What was deleted, as events have told'),
  records: ['lead', 'deal', 'payment'],
  window: { kind: 'cursor', by: 'id' },
  hints: [deletion],
  along: ['leads', 'deals', 'items'],
  personal: peopleRules,
  async *pull(io, ask) {
    const sought = soughtOf(ask)
    if (sought.length > 0) yield await io.send(presenceRequest(sought))
  },
  page(response, ask) {
    const sought = soughtOf(ask)
    const there = presentIn(response, sought)
    const names = sought.flatMap(({ type, ids }) => ids.map((id) => `${type}-${id}`))
    return { rows: [{ gone: names.filter((name) => !there.has(name)) }], mayRepeat: true }
  },
  row: scannedRow,
  map({ gone }, ask) {
    const found = gone.flatMap((name) => {
      const [type = '', id = ''] = name.split('-')
      return goneRecords(type, id, true, ask)
    })
    return found.length === 0 ? undefined : found
  },
})
