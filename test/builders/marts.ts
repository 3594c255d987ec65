import type { Cohort, HistoryPoint, Kpi, MonthData, SourceRow, Stage, Verdicts } from '#report/month-data.ts'
import { say } from '#shared/i18n/text.ts'

/** An invented estate agency in the month in which one VK campaign spoils the SQL share while CPL looks better than ever. */
export const demoMonth = '2026-10'

const channels = {
  direct: say('Яндекс Директ', 'Yandex Direct'),
  vk: say('VK Реклама', 'VK Ads'),
  telegram: say('Telegram Ads', 'Telegram Ads'),
  organic: say('Поиск и прямые', 'Search and direct'),
} as const

type Counts = readonly [requests: number, valid: number, sql: number, won: number]

/** Verdicts of one source: not target, fake, unreached; the qualified are its SQL, the rest has none yet. */
type Said = readonly [notTarget: number, fake: number, unreached: number]

const verdictsOf = (valid: number, sql: number, [notTarget, fake, unreached]: Said): Verdicts => ({
  qualified: sql,
  notTarget,
  fake,
  unreached,
  none: valid - sql - notTarget - fake - unreached,
})

/** Money in whole roubles. */
export function buildSource(
  channel: keyof typeof channels,
  campaign: string | null,
  roubles: { readonly spend: number; readonly profit: number },
  [requests, valid, sql, won]: Counts,
  said: Said,
): SourceRow {
  return {
    channel,
    campaign: campaign && `${channel}-${campaign.length}`,
    campaignName: campaign,
    label: channels[channel],
    spend: BigInt(roubles.spend) * 1_000_000n,
    requests,
    valid,
    sql,
    won,
    revenue: BigInt(roubles.profit) * 3_000_000n,
    grossProfit: null,
    verdicts: verdictsOf(valid, sql, said),
  }
}

const sources: SourceRow[] = [
  buildSource('direct', 'Поиск · коттеджи', { spend: 41_200, profit: 96_000 }, [38, 33, 18, 3], [9, 1, 3]),
  buildSource('direct', 'РСЯ · семейная ипотека', { spend: 22_600, profit: 31_000 }, [21, 17, 9, 1], [5, 1, 1]),
  buildSource('vk', 'Участки · лето', { spend: 28_900, profit: 0 }, [46, 34, 4, 0], [25, 2, 2]),
  buildSource('vk', 'Дома под ключ', { spend: 14_100, profit: 29_000 }, [19, 16, 8, 1], [5, 1, 2]),
  buildSource('telegram', 'Посевы в каналах', { spend: 17_800, profit: 33_000 }, [15, 13, 7, 1], [3, 1, 1]),
  buildSource('organic', null, { spend: 0, profit: 88_000 }, [24, 22, 14, 3], [4, 1, 2]),
]

const total = (pick: (row: SourceRow) => number) => sources.reduce((sum, row) => sum + pick(row), 0)
const requests = total((row) => row.requests)
const valid = total((row) => row.valid)
const sql = total((row) => row.sql)
const won = total((row) => row.won)
const spend = Number(sources.reduce((sum, row) => sum + (row.spend ?? 0n), 0n))

const blank: Kpi = {
  kpi: 'valid_leads',
  basis: 'period',
  position: 1,
  zone: 'marketing',
  owner: 'marketing',
  ownerName: 'Ирина К.',
  unit: 'count',
  label: say('Валидные лиды', 'Valid leads'),
  definition: null,
  formula: null,
  numerator: null,
  denominator: null,
  value: null,
  n: null,
  comparison: null,
  low: null,
  high: null,
  deviation: null,
  deviationKind: null,
  status: 'no_plan',
  maturity: null,
  cohortMonth: null,
  reason: null,
  agreement: '2026-10',
}

export const buildKpi = (overrides: Partial<Kpi>): Kpi => ({ ...blank, ...overrides })

/** A ratio with its counts, held against a floor. */
function atLeast(
  kpi: string,
  label: Kpi['label'],
  parts: readonly [number, number],
  low: number,
  more: Partial<Kpi>,
): Kpi {
  const value = parts[0] / parts[1]
  return buildKpi({
    kpi,
    label,
    unit: 'share',
    basis: 'cohort',
    numerator: parts[0],
    denominator: parts[1],
    value,
    comparison: 'min',
    low,
    deviation: value - low,
    deviationKind: 'points',
    status: value >= low ? 'on_plan' : 'below',
    ...more,
  })
}

const sales = { zone: 'sales', owner: 'sales', ownerName: 'Олег С.' } as const
const shared = { zone: 'shared', owner: 'shared', ownerName: null } as const
const common = { zone: 'common', owner: 'shared', ownerName: null } as const

const client = say('CR лид → клиент', 'Lead → client')

const kpis: Kpi[] = [
  buildKpi({
    value: valid,
    numerator: valid,
    comparison: 'min',
    low: 120,
    deviation: valid / 120 - 1,
    deviationKind: 'relative',
    status: 'on_plan',
    definition: say(
      'Заявки, к которым не подошло ни одно исключение соглашения.',
      'Requests that no exclusion of the agreement applies to.',
    ),
    formula: say('заявки − исключения', 'requests − exclusions'),
  }),
  buildKpi({
    kpi: 'cpl',
    label: say('CPL валидного лида', 'CPL of a valid lead'),
    unit: 'money',
    numerator: spend,
    denominator: valid,
    value: spend / 1e6 / valid,
    comparison: 'band',
    low: 800,
    high: 1200,
    deviation: spend / 1e6 / valid / 1200 - 1,
    deviationKind: 'relative',
    status: 'on_plan',
    definition: say(
      'Расход на рекламу за месяц на один валидный лид. Дешевле нижней границы — тоже мимо плана.',
      'Ad spend of the month per valid lead. Cheaper than the floor is off plan too.',
    ),
    formula: say('расход / валидные лиды', 'spend / valid leads'),
  }),
  atLeast('brand_lead_share', say('Доля брендовых лидов', 'Brand lead share'), [23, valid], 0.2, {}),
  atLeast('sql_share', say('Доля SQL среди валидных', 'SQL share of valid leads'), [sql, valid], 0.5, {
    ...shared,
    definition: say(
      'Лиды, которые продажи подтвердили после контакта: регион, категория, срок и бюджет.',
      'Leads that sales confirmed after a contact: region, category, horizon and budget.',
    ),
    formula: say('SQL / валидные лиды', 'SQL / valid leads'),
  }),
  atLeast(
    'first_contact_in_limit',
    say('Первый контакт за 15 рабочих минут', 'First contact within 15 working minutes'),
    [92, 129],
    0.85,
    { ...sales, zone: 'shared' },
  ),
  atLeast('feedback_reason_complete', say('Вердикт с причиной', 'Verdict with a reason'), [118, 122], 0.95, {
    ...sales,
    zone: 'shared',
  }),
  buildKpi({
    kpi: 'revenue_new',
    label: say('Выручка с новых клиентов', 'Revenue of new clients'),
    unit: 'money',
    numerator: 2_478_000_000_000,
    value: 2_478_000,
    comparison: 'min',
    low: 3_000_000,
    deviation: 2_478 / 3_000 - 1,
    deviationKind: 'relative',
    status: 'below',
    ...sales,
  }),
  atLeast('lead_to_client', client, [24, 121], 0.2, {
    ...sales,
    basis: 'mature_cohort',
    cohortMonth: '2026-04',
    maturity: 1,
    status: 'near',
  }),
  atLeast('lead_to_client', client, [won, valid], 0.2, {
    ...sales,
    basis: 'cohort',
    cohortMonth: demoMonth,
    maturity: 0.34,
    status: 'too_early',
    deviation: null,
  }),
  buildKpi({
    kpi: 'lead_to_client',
    label: client,
    unit: 'share',
    numerator: 26,
    denominator: valid,
    value: 26 / valid,
    ...sales,
  }),
  buildKpi({
    kpi: 'avg_cheque',
    label: say('Средний чек', 'Average cheque'),
    unit: 'money',
    numerator: 2_478_000_000_000,
    denominator: 26,
    value: 2_478_000 / 26,
    comparison: 'min',
    low: 90_000,
    deviation: 2_478_000 / 26 / 90_000 - 1,
    deviationKind: 'relative',
    status: 'on_plan',
    ...sales,
  }),
  buildKpi({
    kpi: 'cac_marketing',
    label: say('CAC: маркетинг / новые клиенты', 'CAC: marketing / new clients'),
    unit: 'money',
    numerator: spend,
    denominator: 26,
    value: spend / 1e6 / 26,
    comparison: 'max',
    high: 18_000,
    deviation: spend / 1e6 / 26 / 18_000 - 1,
    deviationKind: 'relative',
    status: 'on_plan',
    ...common,
  }),
  buildKpi({
    kpi: 'romi',
    label: say('ROMI за месяц, от валовой прибыли', 'ROMI of the month, on gross profit'),
    unit: 'share',
    comparison: 'min',
    low: 0.7,
    status: 'no_data',
    reason: 'no_margin',
    ...common,
  }),
  buildKpi({ kpi: 'requests', label: say('Заявки', 'Requests'), value: requests, numerator: requests }),
  buildKpi({
    kpi: 'visit_to_lead',
    label: say('Визит → заявка', 'Visit → request'),
    unit: 'share',
    numerator: requests,
    denominator: 4_812,
    value: requests / 4_812,
  }),
  buildKpi({
    kpi: 'cost_per_sql',
    label: say('Стоимость SQL', 'Cost per SQL'),
    unit: 'money',
    numerator: spend,
    denominator: sql,
    value: spend / 1e6 / sql,
  }),
  buildKpi({ kpi: 'cycle', label: say('Цикл сделки', 'Sales cycle'), unit: 'days', value: 74, n: 26 }),
  buildKpi({ kpi: 'nps', label: say('NPS', 'NPS'), unit: 'number', status: 'no_data', reason: 'no_records' }),
].map((kpi, position) => ({ ...kpi, position }))

const stages: Stage[] = [
  { stage: 'visit', label: say('Визит', 'Visit'), owner: 'marketing', isHandoff: false, reached: 0 },
  { stage: 'lead', label: say('Лид', 'Lead'), owner: 'marketing', isHandoff: false, reached: valid },
  { stage: 'contact', label: say('Контакт', 'Contact'), owner: 'shared', isHandoff: false, reached: 122 },
  { stage: 'sql', label: say('SQL', 'SQL'), owner: 'shared', isHandoff: true, reached: sql },
  { stage: 'negotiation', label: say('Встреча, КП', 'Meeting, offer'), owner: 'sales', isHandoff: false, reached: 41 },
  { stage: 'won', label: say('Сделка', 'Deal'), owner: 'sales', isHandoff: false, reached: won },
]

const monthAt = (offset: number) => new Date(Date.UTC(2025, 8 + offset, 1)).toISOString().slice(0, 7)

const pastShares = [52.1, 49.6, 54.8, 51.2, 48.9, 53.3, 50.4, 54.1, 52.7, 49.8, 53.6, 51.1, 53.8]

const sqlShare: HistoryPoint[] = [...pastShares, (sql / valid) * 100].map((percent, offset) => ({
  month: monthAt(offset),
  value: percent / 100,
  numerator: Math.round((percent * 130) / 100),
  denominator: 130,
  target: 0.5,
  isRipe: offset < 13,
}))

const curve = [0.042, 0.094, 0.146, 0.169, 0.181, 0.191, 0.198, 0.201, 0.203]
const sizes = [102, 142, 130, 123, 108, 133, 121, 118, 127, 140, 125, 119, 128, valid]

const cohorts: Cohort[] = sizes.map((leads, offset) => {
  const oldest = Math.min(curve.length - 1, 13 - offset)
  return {
    month: monthAt(offset),
    leads,
    isBlind: offset < 2,
    isPublishable: 13 - offset >= 6,
    maturity: Math.min(1, (curve[oldest] ?? 0) / 0.2),
    cells: Array.from({ length: oldest + 1 }, (_, age) => ({
      age,
      leads,
      reached: offset === 13 ? won : Math.round(leads * (curve[age] ?? 0)),
      isComplete: age < 13 - offset,
    })),
  }
})

const health = (source: string, record: string, rows: number, newest: string, lagDays = 0) => ({
  source,
  account: 'main',
  record,
  rows,
  newest,
  lagDays,
  unmatchedSpend: 0n,
  status: lagDays > 7 ? 'stale' : lagDays > 2 ? 'late' : 'fresh',
})

/** The demo story, tied: 163 requests, 135 valid, 60 SQL; without «Участки · лето» 56 of 101. */
export function buildMonth(overrides: Partial<MonthData> = {}): MonthData {
  return {
    month: demoMonth,
    company: { name: 'ООО «Сосновый берег»', currency: 'RUB', spendBasis: 'net' },
    agreement: '2026-10',
    asOf: '2026-10-31',
    checks: [
      { name: 'chk_spend_total', severity: 'block', rows: 0 },
      {
        name: 'chk_won_before_created',
        severity: 'warn',
        rows: 3,
        about: say('Сделка выиграна раньше, чем создан лид', 'Deal won before its lead was created'),
      },
    ],
    kpis,
    stages,
    sources,
    visits: 4_812,
    sqlShare,
    cohorts,
    rejects: [
      {
        channel: 'vk',
        campaign: 'vk-14',
        reason: 'other_region',
        label: say('другой регион', 'other region'),
        leads: 22,
      },
      { channel: 'direct', campaign: 'direct-16', reason: 'budget', label: say('бюджет', 'budget'), leads: 6 },
    ],
    reaction: {
      limitMinutes: 15,
      parts: [
        { fromHour: 0, toHour: 9, due: 21, kept: 17 },
        { fromHour: 9, toHour: 18, due: 72, kept: 63 },
        { fromHour: 18, toHour: 24, due: 36, kept: 12 },
      ],
    },
    health: [
      health('direct', 'spend', 812, '2026-10-31'),
      health('vk', 'spend', 733, '2026-10-31'),
      health('telegram', 'spend', 214, '2026-10-25', 6),
      health('metrika', 'visit', 51_200, '2026-10-31'),
      health('crm', 'lead', 2_010, '2026-10-31'),
      health('crm', 'deal', 512, '2026-10-31'),
      health('crm', 'payment', 331, '2026-10-30', 1),
    ],
    leaks: [{ check: 'leads_without_campaign', severity: 'warn', rows: 4, micros: null }],
    ...overrides,
  }
}

/** A company before its first file: an agreement and nothing else. */
export const buildEmpty = (overrides: Partial<MonthData> = {}): MonthData =>
  buildMonth({
    asOf: null,
    checks: [],
    kpis: [],
    stages: stages.map((stage) => ({ ...stage, reached: 0 })),
    sources: [],
    visits: 0,
    sqlShare: [],
    cohorts: [],
    rejects: [],
    reaction: null,
    health: [],
    leaks: [],
    ...overrides,
  })
