import * as z from 'zod'
import { to } from '#ingest/mapping/mapped.ts'
import * as wire from '#ingest/mapping/wire.ts'
import { say } from '#shared/i18n/text.ts'
import { onCard, ownerOf } from './card.ts'
import { type Listing, listPage, listRequest, momentOf } from './paging.ts'
import { taskRules } from './personal.ts'
import { resource } from './settings.ts'
import { flag } from './shapes.ts'

const row = z.object({
  ...onCard,
  is_completed: flag.optional(),
  task_type_id: wire.text.optional(),
  duration: wire.text.optional(),
})

const listing: Listing = {
  path: 'api/v4/tasks',
  name: 'tasks',
  ...{ order: 'place', by: 'updated_at' },
  query: () => ({ 'order[id]': 'asc' }),
}

/** A completed task is what was done; the CRM tells no more of it than when it was touched last. */
export const tasks = resource({
  about: say('Выполненные задачи', 'Completed tasks'),
  records: ['activity'],
  window: { kind: 'cursor', by: 'time', overlapMs: 600_000, settleEvery: 100, isUnordered: true },
  personal: taskRules,
  request: (ask) => listRequest(listing, ask),
  page: (response, ask) => listPage(listing, response, ask),
  row,
  cursorOf: ({ updated_at }) => momentOf('updated_at', updated_at),
  map: (done, { settings }) => {
    const kind = settings.task_types[done.task_type_id ?? '']
    const owner = ownerOf(done.entity_type, done.entity_id)
    if (!kind || !owner || done.is_completed !== true) return undefined
    return to('activity', {
      ...{ activity_id: `task-${done.id}`, ...owner, kind, direction: 'out' },
      happened_at: wire.unix('happened_at', done.updated_at ?? done.created_at) ?? undefined,
      is_answered: kind === 'meeting' ? true : null,
      made_by: done.responsible_user_id ?? null,
    })
  },
})
