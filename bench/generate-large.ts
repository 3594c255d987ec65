import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { records } from '#shared/records/index.ts'
import type { Columns } from '#shared/records/record.ts'
import { duckdbType } from '#shared/warehouse/values.ts'

/** The rows of the house's goal for models: 8 M visits, 1 M leads, 1 M stage events, 100,000 rows of spend. */
export interface LargeSize {
  readonly visits: number
  readonly leads: number
  readonly spend: number
  readonly days: number
}

export const largeSizes: Readonly<Record<string, LargeSize>> = {
  full: { visits: 8_000_000, leads: 1_000_000, spend: 100_000, days: 400 },
  small: { visits: 80_000, leads: 10_000, spend: 5_000, days: 60 },
}

type LargeRecord = 'visit' | 'lead' | 'stage_change' | 'spend'

interface Generated {
  readonly record: LargeRecord
  readonly source: string
  /** DuckDB's text of `i` and of whatever the columns need. */
  readonly from: string
  /** DuckDB's text of each column that isn't null. */
  readonly columns: Readonly<Record<string, string>>
}

/** DuckDB's text of a number that looks random and is the same on every machine; rows and salts never share one. */
const drawn = (salt: number) => `hash(i * 128 + ${salt})`
const random = (salt: number) => `(${drawn(salt)} % 1000000)`
const textList = (list: readonly string[]) => `[${list.map((one) => `'${one}'`).join(', ')}]`
const oneOf = (list: readonly string[], salt: number) =>
  `list_extract(${textList(list)}, 1 + (${drawn(salt)} % ${list.length})::int)`

const sources = ['yandex', 'vk', 'telegram', 'google']
const stages = ['Новая заявка', 'Контакт', 'Квалифицирован', 'Показ, КП', 'Договор подписан']
const managers = ['Анна Петрова', 'Илья Смирнов', 'Мария Иванова', 'Олег Ким', 'Sofia Rossi']
const devices = ['desktop', 'mobile', 'tablet']

/** Evenly over the days, so that rows stand in order of time. */
const at = (rows: number, days: number) => `(epoch_ms(1735689600000 + (i * ${days} * 86400000 // ${rows})))`

/** Of ten visits and leads six are paid, with labels; the others have a referrer or nothing. */
const labels = (salt: number) => `
  ${random(salt)} < 600000 as is_paid, ${oneOf(sources, salt + 1)} as label_source,
  'c' || (${drawn(salt + 2)} % 60) as label_campaign, 'ad-' || (${drawn(salt + 3)} % 8) as label_content`

const touch = {
  utm_source: 'case when is_paid then label_source end',
  utm_medium: "case when is_paid then 'cpc' end",
  utm_campaign: 'case when is_paid then label_campaign end',
  utm_content: 'case when is_paid then label_content end',
  referrer: `case when not is_paid then 'https://site-' || (${drawn(31)} % 40) || '.example/' end`,
}

const visits = ({ visits: rows, days }: LargeSize): Generated => ({
  record: 'visit',
  source: 'site',
  from: `select i, ${labels(10)} from range(${rows}) as r(i)`,
  columns: {
    visit_id: `(70000000000 + i)::varchar`,
    client_id: `(1500000000 + ${drawn(20)} % ${Math.ceil(rows * 0.4)})::varchar`,
    started_at: at(rows, days),
    landing_url: `'https://shop.example/' || case when is_paid then label_campaign else '' end || (${drawn(21)} % if(is_paid, 2, 50))`,
    ...touch,
    device: oneOf(devices, 22),
    is_bounce: `${random(23)} < 300000`,
  },
})

const leads = ({ leads: rows, days, visits: all }: LargeSize): Generated => ({
  record: 'lead',
  source: 'crm',
  from: `select i, ${depth}, ${labels(40)} from range(${rows}) as r(i)`,
  columns: {
    lead_id: '(5000000 + i)::varchar',
    pipeline: "'Продажи'",
    stage: `case when ${random(41)} < 250000 then 'Отказ' else list_extract(${textList(stages)}, depth + 1) end`,
    created_at: at(rows, days),
    updated_at: `${at(rows, days)} + to_hours((${drawn(42)} % 400)::int)`,
    contact_id: `(9000000 + ${drawn(43)} % ${Math.ceil(rows * 0.85)})::varchar`,
    responsible: oneOf(managers, 44),
    product: `'Дом ' || (${drawn(45)} % 12)`,
    client_id: `(1500000000 + ${drawn(46)} % ${Math.ceil(all * 0.4)})::varchar`,
    ...touch,
    reject_reason: `case when ${random(47)} < 100000 then 'Спам' end`,
  },
})

/** How far a lead went: one stage event for each lead in the mean. */
const depth = `case when ${random(60)} < 450000 then 0 when ${random(60)} < 730000 then 1
  when ${random(60)} < 870000 then 2 when ${random(60)} < 950000 then 3 else 4 end as depth`

const stageChanges = ({ leads: rows, days }: LargeSize): Generated => ({
  record: 'stage_change',
  source: 'crm',
  from: `select i, step from (select i, ${depth} from range(${rows}) as r(i)) as moved, range(1, 5) as s(step) where step <= depth`,
  columns: {
    entity: "'lead'",
    entity_id: '(5000000 + i)::varchar',
    pipeline: "'Продажи'",
    from_stage: `list_extract(${textList(stages)}, step::int)`,
    to_stage: `list_extract(${textList(stages)}, step::int + 1)`,
    changed_at: `${at(rows, days)} + to_minutes((step * 1440 + ${drawn(61)} % 1440)::int)`,
    changed_by: oneOf(managers, 44),
  },
})

const spend = ({ spend: rows, days }: LargeSize): Generated => ({
  record: 'spend',
  source: 'ads',
  from: `select i, ${labels(80)} from range(${rows}) as r(i)`,
  columns: {
    date: `${at(rows, days)}::date`,
    campaign_id: 'label_campaign',
    campaign_name: `'Кампания ' || label_campaign`,
    ad_id: "label_campaign || '-' || label_content",
    ad_name: "'Объявление ' || label_content",
    utm_source: 'label_source',
    utm_medium: "'cpc'",
    utm_campaign: 'label_campaign',
    utm_content: 'label_content',
    impressions: `(${drawn(81)} % 4000)::bigint`,
    clicks: `(${drawn(82)} % 40)::bigint`,
    cost_micros: `(${drawn(83)} % 3000000000)::bigint`,
    currency: "'RUB'",
    vat_included: 'false',
  },
})

/** All columns of the record in the types in which the lake holds them. */
function selectOf({ record, from, columns }: Generated): string {
  const given: Readonly<Record<string, string>> = { account: "'main'", pulled_at: "timestamp '2026-02-05'", ...columns }
  const kinds: Columns = records[record].columns
  const all = Object.entries(kinds).map(
    ([name, { kind }]) => `cast(${given[name] ?? 'null'} as ${duckdbType[kind]}) as ${name}`,
  )
  return `select ${all.join(', ')} from (${from})`
}

/** One object a day, as Concord stores files: records/<record>/source=…/month=…/<day>.parquet. */
function nameDays(lake: string, { record, source }: Generated, scratch: string): void {
  for (const day of readdirSync(scratch)) {
    const date = day.slice('day='.length)
    const month = join(lake, 'records', record, `source=${source}`, `month=${date.slice(0, 7)}`)
    mkdirSync(month, { recursive: true })
    const parts = readdirSync(join(scratch, day))
    for (const [at, part] of parts.entries())
      renameSync(join(scratch, day, part), join(month, `${date}${at === 0 ? '' : `-${at}`}.parquet`))
  }
}

/** Writes the lake's records as Parquet, without files and raw before them. */
export async function generateLarge(lake: string, size: LargeSize): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: '2GB' })
  const connection = await instance.connect()
  await connection.run("SET TimeZone = 'UTC'")
  for (const one of [visits(size), leads(size), stageChanges(size), spend(size)]) {
    const scratch = join(lake, `scratch-${one.record}`)
    mkdirSync(scratch, { recursive: true })
    await connection.run(
      `COPY (select *, ${records[one.record].dated}::date as day from (${selectOf(one)}))
       TO '${scratch.replaceAll("'", "''")}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (day), OVERWRITE true)`,
    )
    nameDays(lake, one, scratch)
    rmSync(scratch, { recursive: true })
  }
  connection.closeSync()
  instance.closeSync()
}

// `node bench/generate-large.ts <lake folder> [full|small]`
if (process.argv[1] === import.meta.filename) {
  const [lake = '.', size = 'full'] = process.argv.slice(2)
  await generateLarge(lake, largeSizes[size] ?? largeSizes.full!)
}
