import * as z from 'zod'
import { to } from '#ingest/mapping/mapped.ts'
import * as wire from '#ingest/mapping/wire.ts'
import { say } from '#shared/i18n/text.ts'
import { own } from '#shared/own.ts'
import { onCard, ownerOf } from './card.ts'
import { type Listing, listPage, listRequest, momentOf } from './paging.ts'
import { noteRules } from './personal.ts'
import { resource } from './settings.ts'
import { bag } from './shapes.ts'

const callParams = z.object({
  duration: wire.text.optional(),
  link: wire.text.optional(),
  call_status: wire.text.optional(),
  income: z.unknown().optional(),
})

/** What the old API has written keeps its names: `DURATION`, `LINK`. */
const inSmall = (params: unknown): unknown =>
  typeof params === 'object' && params !== null && 'DURATION' in params
    ? Object.fromEntries(Object.entries(params).map(([name, value]) => [name.toLowerCase(), value]))
    : params

const note = z.object({
  ...onCard,
  note_type: z.string(),
  params: bag(z.preprocess(inSmall, callParams)),
})
type Note = z.output<typeof note>

/** Their words for what counts; the old API has numbers: 10 and 11 are calls, 102 and 103 short messages, 15 is mail. */
const noteKinds: Readonly<
  Record<string, readonly [kind: 'call' | 'message' | 'mail', direction: 'in' | 'out' | null]>
> = {
  ...{ call_in: ['call', 'in'], call_out: ['call', 'out'], '10': ['call', 'in'], '11': ['call', 'out'] },
  ...{ sms_in: ['message', 'in'], sms_out: ['message', 'out'], '102': ['message', 'in'], '103': ['message', 'out'] },
  ...{ amomail_message: ['mail', null], '15': ['mail', null] },
}
const asked = ['call_in', 'call_out', 'sms_in', 'sms_out', 'amomail_message']

/** Some telephony counts parts of seconds. */
function secondsOf({ params }: Note): number | null {
  const seconds = wire.double('duration_s', params?.duration)
  return seconds === null ? null : Math.round(seconds)
}

/** 4: they have talked. Without a status a call that has lasted was answered. */
function isAnswered(row: Note): boolean | null {
  const status = row.params?.call_status
  if (status && status !== '0') return status === '4'
  const seconds = secondsOf(row)
  return seconds === null ? null : seconds > 0
}

const directionOf = ({ params }: Note) =>
  params?.income === undefined || params.income === null
    ? null
    : /^(true|1)$/.test(String(params.income))
      ? 'in'
      : 'out'

const holders = ['leads', 'contacts', 'companies'] as const

const noteListing = (holder: string): Listing => ({
  path: `api/v4/${holder}/notes`,
  name: 'notes',
  ...{ order: 'time', by: 'updated_at', bounded: true },
  query: () => ({ 'filter[note_type][]': asked }),
})

const self = z.object({ _links: z.object({ self: z.object({ href: z.string() }) }) })

/** An answer about the notes of others would put calls on the wrong cards. */
function isForeign(body: unknown, holder: string): boolean {
  const href = self.safeParse(body).data?._links.self.href
  const said = /\/(leads|contacts|companies)\/notes\b/.exec(href ?? '')?.[1]
  return said !== undefined && holder !== '' && said !== holder
}

/** Calls, short messages and mail as telephony and mail leave them on the cards. */
export const notes = resource({
  about: say('Звонки, SMS и письма в карточках', 'Calls, text messages and mail on the cards'),
  records: ['activity'],
  window: { kind: 'cursor', by: 'time', overlapMs: 600_000, settleEvery: 20 },
  items: async () => holders.map((id) => ({ id })),
  personal: noteRules,
  request: (ask) => listRequest(noteListing(ask.item.id), ask),
  page(response, ask) {
    if (isForeign(response.json(), ask.item.id)) throw new Error('notes of others')
    return listPage(noteListing(ask.item.id), response, ask)
  },
  row: note,
  cursorOf: ({ updated_at }) => momentOf('updated_at', updated_at),
  map: (row, { item }) => {
    const [kind, direction] = own(noteKinds, row.note_type) ?? []
    const owner = ownerOf(row.entity_type ?? item.id, row.entity_id)
    if (!kind || !owner) return undefined
    return to('activity', {
      ...{ activity_id: `note-${row.id}`, ...owner, kind, direction: direction ?? directionOf(row) },
      happened_at: wire.unix('happened_at', row.created_at) ?? undefined,
      duration_s: kind === 'call' ? secondsOf(row) : null,
      is_answered: kind === 'call' ? isAnswered(row) : null,
      made_by: row.responsible_user_id ?? row.created_by ?? null,
      recording_ref: kind === 'call' ? (row.params?.link ?? null) : null,
    })
  },
})
