import * as z from 'zod'
import { to } from '#ingest/mapping/mapped.ts'
import * as wire from '#ingest/mapping/wire.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { PersonalRule, Resource } from '../../source.ts'
import { stageKey } from '../crm/stages.ts'
import { type Listing, listPage, listRequest } from './paging.ts'
import { resource, type Settings } from './settings.ts'
import { bag, list } from './shapes.ts'

export const namedRow = z.looseObject({ id: wire.id, name: wire.text.optional() })
export const pipelineRow = namedRow.extend({
  _embedded: bag(z.looseObject({ statuses: list(namedRow.extend({ type: wire.text.optional() })) })),
})

/** Read anew in each run: a new name moves nothing that it is the name of. */
function dictionary<R extends z.output<typeof namedRow>>(
  about: Text,
  listing: Omit<Listing, 'order'>,
  row: z.ZodType<R>,
  map: Resource<Settings>['map'],
  personal?: readonly PersonalRule[],
): Resource<Settings> {
  const whole: Listing = { ...listing, order: 'place' }
  return resource({
    ...{ about, personal, row, map },
    records: ['dictionary'],
    window: { kind: 'whole' },
    request: (ask) => listRequest(whole, ask),
    page: (response, ask) => listPage(whole, response, ask),
  })
}

const named = (kind: string) => (row: unknown) => {
  const { id, name = null } = row as z.output<typeof namedRow>
  return to('dictionary', { kind, id, name })
}

export const pipelines = dictionary(
  say('Воронки и этапы', 'Pipelines and stages'),
  { path: 'api/v4/leads/pipelines', name: 'pipelines' },
  pipelineRow,
  (given) => {
    const { id, name = null, _embedded } = given as z.output<typeof pipelineRow>
    const stages = (_embedded?.statuses ?? []).map((stage) =>
      to('dictionary', { kind: 'stage', id: stageKey(id, stage.id), name: stage.name ?? null, parent: id }),
    )
    return [to('dictionary', { kind: 'pipeline', id, name }), ...stages]
  },
)

export const users = dictionary(
  say('Сотрудники', 'Users'),
  { path: 'api/v4/users', name: 'users' },
  namedRow,
  named('user'),
  ['email', 'phone_number', 'phone'].map((one) => ({ at: `**.${one}`, as: 'drop' })),
)

export const lossReasons = dictionary(
  say('Причины отказа', 'Loss reasons'),
  { path: 'api/v4/leads/loss_reasons', name: 'loss_reasons' },
  namedRow,
  named('reason'),
)

export const leadFields = dictionary(
  say('Поля сделок', 'Fields of leads'),
  { path: 'api/v4/leads/custom_fields', name: 'custom_fields', limit: ({ page_size }) => Math.min(page_size, 50) },
  namedRow,
  named('field'),
)
