import * as z from 'zod'
import { to } from '#ingest/mapping/mapped.ts'
import * as wire from '#ingest/mapping/wire.ts'
import { say } from '#shared/i18n/text.ts'
import { resourceOf } from '../../source.ts'
import { accountOf, clients } from './clients.ts'
import { call, pageOf, servicePage } from './services.ts'
import { settings } from './settings.ts'

export const campaigns = resourceOf(settings)({
  about: say('Названия кампаний', 'Names of campaigns'),
  records: ['dictionary'],
  window: { kind: 'whole' },
  items: clients,
  request: (ask) =>
    call(ask.settings, {
      service: 'campaigns',
      method: 'get',
      params: JSON.stringify({
        SelectionCriteria: {},
        FieldNames: ['Id', 'Name', 'State'],
        Page: pageOf(ask.settings, ask.next),
      }),
      login: ask.item.facts?.login,
    }),
  page: (response) => servicePage(response, 'Campaigns'),
  row: z.looseObject({ Id: wire.id, Name: wire.text }),
  map: ({ Id, Name }, ask) => to('dictionary', { account: accountOf(ask), kind: 'campaign', id: Id, name: Name }),
})
