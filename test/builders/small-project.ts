import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BuildOptions } from '#aggregate/build.ts'
import { computeGraph } from '#aggregate/graph.ts'
import { defineLookup, defineModel, type ModelDefinition } from '#aggregate/model.ts'
import type { AggregateRuntime } from '#aggregate/runtime.ts'
import { type AgreementTable, agreementTables, type CompiledAgreement } from '#shared/agreement/tables.ts'
import { say } from '#shared/i18n/text.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { memoryLake } from '#shared/lake/memory.ts'
import { keys } from '#shared/names.ts'
import { encodeTable, recordColumns } from '#shared/parquet/write.ts'
import { type RecordName, records } from '#shared/records/index.ts'
import { memoryState } from '#shared/state/memory.ts'

const none = Object.fromEntries(Object.keys(agreementTables).map((name) => [name, []]))

/** An agreement of one month with Moscow's zone and nothing else. */
export const smallAgreement = (version = 'v1'): CompiledAgreement => ({
  version,
  tables: {
    ...(none as unknown as Record<AgreementTable, []>),
    dim_agreement: [{ month: '2024-01', month_start: '2024-01-01', agreement: '2024-01', is_planned: true }],
    agr_company: [{ agreement: '2024-01', company: 'Ромашка', time_zone: 'Europe/Moscow', currency: 'RUB' }],
    dim_zone: [{ zone: 'Europe/Moscow', from_utc: 0, to_utc: 4_102_444_800_000, offset_minutes: 180 }],
  },
})

const at = (text: string): number => Date.parse(`${text.replace(' ', 'T')}Z`)

const spend = (date: string, campaign: string, clicks: number, cost: bigint) => ({
  account: 'main',
  date,
  campaign_id: campaign,
  campaign_name: campaign,
  clicks,
  cost_micros: cost,
  currency: 'RUB',
  pulled_at: 0,
})

/** Writes rows of a record as ingest does. */
export const putRecords = (
  lake: Lake,
  record: RecordName,
  month: string,
  rows: readonly Record<string, unknown>[],
  unit = 'ads.main.1',
) => lake.put(keys.records(record, 'ads', month, unit), encodeTable(recordColumns(records[record]), rows), 'absent')

export interface SmallProject {
  readonly rt: AggregateRuntime
  readonly options: BuildOptions
  readonly progress: string[]
  remove(): void
}

const stgSpend = defineModel({
  name: 'stg_spend',
  layer: 'staging',
  about: say('Расход', 'Spend'),
  grain: [],
  columns: { date: 'date', campaign: 'text', cost_micros: 'money', clicks: 'int' },
  sql: `SELECT CAST(date AS date) AS date, CAST(campaign_id AS varchar) AS campaign, CAST(cost_micros AS bigint) AS cost_micros,
    CAST(clicks AS bigint) AS clicks FROM spend`,
})

const mapCampaign = defineLookup({
  name: 'map_campaign',
  layer: 'lookup',
  about: say('Кампании', 'Campaigns'),
  grain: ['campaign'],
  columns: { campaign: 'text', title: 'text' },
  sql: undefined,
  reads: ['stg_spend'],
  make: async (query) => {
    const found = await query('SELECT DISTINCT campaign FROM stg_spend ORDER BY campaign')
    return found.map((row) => ({ campaign: row.campaign ?? null, title: `«${row.campaign}»` }))
  },
})

const fctSpend = defineModel({
  name: 'fct_spend',
  layer: 'mart',
  about: say('Расход по дням', 'Spend by day'),
  grain: ['date', 'title'],
  columns: { date: 'date', title: 'text', clicks: 'int', spend_micros: 'money', as_of: 'date' },
  sql: `SELECT CAST(s.date AS date) AS date, CAST(m.title AS varchar) AS title, CAST(sum(s.clicks) AS bigint) AS clicks,
    CAST(sum(s.cost_micros) AS bigint) AS spend_micros, CAST(b.as_of AS date) AS as_of
    FROM stg_spend AS s JOIN map_campaign AS m ON m.campaign = s.campaign CROSS JOIN build_input AS b
    GROUP BY s.date, m.title, b.as_of`,
})

const chkClicks = defineModel({
  name: 'chk_clicks',
  layer: 'check',
  severity: 'warn',
  about: say('Клики без расхода', 'Clicks without spend'),
  grain: ['date', 'title'],
  columns: { date: 'date', title: 'text' },
  sql: 'SELECT CAST(date AS date) AS date, CAST(title AS varchar) AS title FROM fct_spend WHERE clicks > 0 AND spend_micros = 0',
})

const chkNegative = defineModel({
  name: 'chk_negative',
  layer: 'check',
  severity: 'block',
  about: say('Расход меньше нуля', 'Spend below zero'),
  grain: ['date', 'title'],
  columns: { date: 'date', title: 'text', spend_micros: 'money' },
  sql: `SELECT CAST(date AS date) AS date, CAST(title AS varchar) AS title, CAST(spend_micros AS bigint) AS spend_micros
    FROM fct_spend WHERE spend_micros < 0`,
})

export const smallModels: readonly ModelDefinition[] = [chkNegative, chkClicks, fctSpend, stgSpend]

let computed: ReturnType<typeof computeGraph> | undefined
/** Parsing SQL is slow, and the models are the same each time. */
const graph = () => {
  computed ??= computeGraph([mapCampaign, ...smallModels])
  return computed
}

/** Two days of spend of two campaigns, a mart, a lookup and two checks; nothing is built yet. */
export async function smallProject(lake: Lake = memoryLake()): Promise<SmallProject> {
  const scratch = mkdtempSync(join(tmpdir(), 'concord-build-'))
  const progress: string[] = []
  await putRecords(lake, 'spend', '2024-01', [
    spend('2024-01-30', 'b', 5, 1_500_000n),
    spend('2024-01-31', 'a', 7, 2_000_000n),
    spend('2024-01-31', 'a', 1, 500_000n),
    spend('2024-01-31', 'b', 3, 0n),
  ])
  await putRecords(lake, 'lead', '2024-01', [
    { account: 'main', lead_id: 'ads:main:1', created_at: at('2024-01-31 22:30:00'), pulled_at: 0 },
  ])
  return {
    rt: {
      lake,
      state: memoryState({ now: () => 0 }),
      scratch,
      log: { info: () => undefined, warn: () => undefined },
      progress: { step: (id, done, total) => progress.push(`${id} ${done}/${total}`) },
    },
    options: {
      models: smallModels,
      lookups: [mapCampaign],
      graph: await graph(),
      agreement: smallAgreement(),
    },
    progress,
    remove: () => rmSync(scratch, { recursive: true, force: true }),
  }
}

export const badSpend = (lake: Lake) =>
  putRecords(lake, 'spend', '2024-02', [spend('2024-02-01', 'c', 1, -3_000_000n)], 'ads.main.2')
