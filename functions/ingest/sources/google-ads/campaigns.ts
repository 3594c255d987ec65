import * as z from 'zod'
import { to } from '#ingest/mapping/mapped.ts'
import * as wire from '#ingest/mapping/wire.ts'
import { say } from '#shared/i18n/text.ts'
import { resourceOf } from '../../source.ts'
import { itemsOf } from './customers.ts'
import { settings } from './settings.ts'
import { idOf, loginOf, ownRows, streamOf } from './stream.ts'

const text = wire.text.optional()
const row = z.object({
  customer: z.object({ id: text, resourceName: text }).nullish(),
  campaign: z.object({ id: text, resourceName: text, name: text }),
})

/** What campaigns are called now, also those that spend nothing; removed ones keep their history. */
export const campaigns = resourceOf(settings)({
  about: say('Названия кампаний', 'Names of campaigns'),
  records: ['dictionary'],
  window: { kind: 'whole' },
  items: itemsOf,
  request: (ask) =>
    streamOf(
      ask.item.id,
      loginOf(ask),
      'SELECT customer.id, campaign.id, campaign.name, campaign.status, campaign.advertising_channel_type FROM campaign',
    ),
  page: (response, ask) => ({ rows: ownRows(response, 'campaign', ask) }),
  row,
  map: ({ customer, campaign }, { item }) => {
    const account = idOf(customer) ?? (item.id || undefined)
    return to('dictionary', {
      ...{ account, kind: 'campaign', id: idOf(campaign) ?? undefined, name: campaign.name, parent: account },
    })
  },
})
