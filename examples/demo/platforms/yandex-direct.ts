import { isoDay } from '../calendar.ts'
import { type Campaign, campaigns } from '../campaigns.ts'
import { plainMoney } from '../files.ts'
import type { DemoCompany } from '../generate.ts'
import type { SpendDay } from '../spend.ts'
import type { Asked, Reply, System } from './serve.ts'

interface Question {
  readonly params: {
    readonly SelectionCriteria: { readonly DateFrom: string; readonly DateTo: string }
    readonly FieldNames: readonly string[]
    readonly ReportName: string
  }
}

/** The advertiser's account: reports by campaign, each made to wait once, and the services beside them. */
export function yandexDirect({ spend }: DemoCompany, token: string): System {
  const days = spend.filter(({ campaign }) => campaign.cabinet === 'direct')
  const begun = new Set<string>()

  function report({ params }: Question): Reply {
    if (!begun.has(params.ReportName)) {
      begun.add(params.ReportName)
      return { status: 201, headers: { retryIn: '5', reportsInQueue: '1' } }
    }
    return { headers: { Units: '12/23695/64000' }, body: reportText(days, params) }
  }

  return (asked) => {
    if (asked.headers.authorization !== `Bearer ${token}`) return refusal(53)
    const [, service] = /^\/json\/v5\/(\w+)$/.exec(asked.path) ?? []
    if (service === 'reports') return report(JSON.parse(asked.body) as Question)
    return services[service ?? '']?.(asked) ?? refusal(55)
  }
}

function reportText(
  days: readonly SpendDay[],
  { SelectionCriteria: { DateFrom, DateTo }, FieldNames }: Question['params'],
) {
  const asked = days.filter(({ start }) => isoDay(start) >= DateFrom && isoDay(start) <= DateTo)
  const rows = asked.map((one) => FieldNames.map((name) => cells[name]?.(one) ?? '--').join('\t'))
  return `${[FieldNames.join('\t'), ...rows, `Total rows: ${rows.length}`].join('\n')}\n`
}

const cells: Readonly<Record<string, (day: SpendDay) => string>> = {
  Date: ({ start }) => isoDay(start),
  CampaignId: ({ campaign }) => campaign.id,
  CampaignName: ({ campaign }) => campaign.name,
  Impressions: ({ impressions }) => String(impressions),
  Clicks: ({ clicks }) => String(clicks),
  Cost: ({ kopecks }) => plainMoney(kopecks),
}

const own = campaigns.filter(({ cabinet }) => cabinet === 'direct')

const listed = ({ id, name }: Campaign) => ({ Id: Number(id), Name: name, State: 'ON' })

const services: Readonly<Record<string, (asked: Asked) => Reply>> = {
  clients: () => ({ body: { result: { Clients: [{ Login: 'zagorodny-dom', ClientId: 1, Currency: 'RUB' }] } } }),
  campaigns: () => ({ body: { result: { Campaigns: own.map(listed) } } }),
  changes: () => ({ body: { result: { Modified: {}, NotFound: {} } } }),
}

const refusal = (code: number): Reply => ({
  status: 400,
  body: { error: { request_id: '1', error_code: code, error_string: '', error_detail: '' } },
})
