import { datesBetween } from '#shared/time/dates.ts'

export interface Account {
  readonly currency: string
  /** The agency has no right to read it. */
  readonly isClosed: boolean
  /** Of the advertiser: its representatives have logins of their own. */
  readonly clientId: number
}

export interface Question {
  readonly SelectionCriteria: { readonly DateFrom: string; readonly DateTo: string }
  readonly ReportType: string
  readonly FieldNames: readonly string[]
  readonly Goals?: readonly string[]
  readonly AttributionModels?: readonly string[]
  readonly ReportName: string
  readonly IncludeVAT: 'YES' | 'NO'
}

const names = ['Лето', 'Осень "скидки"', 'Tab\there']
const rubleMicros = 1_000_000n
const kopeck = 10_000n

export type Tables = ReturnType<typeof tablesOf>

/** What the platform knows: whole kopecks, with or without VAT at 22 %. */
export function tablesOf(accounts: Readonly<Record<string, Partial<Account>>>) {
  const factors = new Map<string, number>()
  const logins = Object.keys(accounts)
  const campaignsOf = (login: string) =>
    names.map((Name, i) => ({ Id: logins.indexOf(login) * 10 + i + 1, Name, State: 'ON', StartDate: '2016-01-01' }))
  const adsOf = (login: string, day: string, hasVat: boolean) =>
    campaignsOf(login).flatMap(({ Id, Name }) =>
      [1, 2].map((ad) => {
        const kopecks = BigInt(Number(day.slice(8)) * 101 + Id * 7 + ad) * BigInt(factors.get(day) ?? 1)
        const gross = hasVat ? (kopecks * 122n + 50n) / 100n : kopecks
        return {
          Id,
          Name,
          ad: Id * 100 + ad,
          group: Id * 10 + 1,
          impressions: 1000 + ad,
          clicks: ad,
          cost: gross * kopeck,
        }
      }),
    )
  return {
    ...{ factors, campaignsOf, adsOf },
    currencyOf: (login: string) => accounts[login]?.currency ?? 'RUB',
    /** Micros of a day. */
    total: (login: string, day: string, hasVat: boolean) =>
      adsOf(login, day, hasVat).reduce((sum, { cost }) => sum + cost, 0n),
  }
}

type Ad = ReturnType<Tables['adsOf']>[number]

/** The TSV, with the lines that the headers leave in. */
export function reportText(
  tables: Tables,
  login: string,
  question: Question,
  headers: Readonly<Record<string, string>>,
): string {
  const { DateFrom, DateTo } = question.SelectionCriteria
  const hasVat = question.IncludeVAT === 'YES'
  const isMicros = headers.returnmoneyinmicros !== 'false'
  const isByCampaign = question.ReportType === 'CAMPAIGN_PERFORMANCE_REPORT'
  const columns = columnsOf(question)
  const rows = datesBetween(DateFrom, DateTo).flatMap((day) => {
    const ads = tables.adsOf(login, day, hasVat)
    return (isByCampaign ? summed(ads) : ads).map((ad) =>
      columns.map((column) => quoted(cellOf(column, day, ad, isMicros))).join('\t'),
    )
  })
  const lines = [
    ...(headers.skipreportheader === 'true' ? [] : [`"${question.ReportName} (${DateFrom} - ${DateTo})"`]),
    ...(headers.skipcolumnheader === 'true' ? [] : [columns.join('\t')]),
    ...rows,
    ...(headers.skipreportsummary === 'true' ? [] : [`Total rows: ${rows.length}`]),
  ]
  return `${lines.join('\n')}\n`
}

const summed = (ads: readonly Ad[]): readonly Ad[] =>
  [...Map.groupBy(ads, ({ Id }) => Id).values()].map((group) => ({
    ...group[0]!,
    clicks: group.reduce((sum, { clicks }) => sum + clicks, 0),
    cost: group.reduce((sum, { cost }) => sum + cost, 0n),
  }))

/** A goal's columns bear its number and model. */
const columnsOf = ({ FieldNames, Goals = [], AttributionModels = ['AUTO'] }: Question) =>
  FieldNames.flatMap((field) =>
    field === 'Conversions' || field === 'Revenue'
      ? Goals.flatMap((goal) => AttributionModels.map((model) => `${field}_${goal}_${model}`))
      : [field],
  )

function cellOf(column: string, day: string, ad: Ad, isMicros: boolean): string {
  const [field, goal] = column.split('_')
  const cells: Readonly<Record<string, () => string>> = {
    Date: () => day,
    CampaignId: () => String(ad.Id),
    CampaignName: () => ad.Name,
    AdGroupId: () => String(ad.group),
    AdGroupName: () => `группа ${ad.group}`,
    AdId: () => String(ad.ad),
    Criterion: () => '--',
    Impressions: () => String(ad.impressions),
    Clicks: () => String(ad.clicks),
    Cost: () => (isMicros ? String(ad.cost) : decimal(ad.cost)),
    // No value where nobody has come.
    Conversions: () => (ad.clicks % 2 === 0 ? '--' : String(ad.clicks + Number(goal))),
    Revenue: () => (ad.clicks % 2 === 0 ? '--' : isMicros ? String(ad.cost * 10n) : decimal(ad.cost * 10n)),
  }
  return cells[field!]!()
}

const decimal = (micros: bigint) =>
  `${micros / rubleMicros}.${String((micros % rubleMicros) / kopeck).padStart(2, '0')}`

const quoted = (cell: string) => (/["\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
