import { recordColumns } from '#aggregate/base-tables.ts'
import { warehouseOf } from '#aggregate/runtime.ts'
import type { SourceConnection } from '#ingest/source-connection.ts'
import type { LoadedAgreement } from '#shared/agreement/load.ts'
import { say } from '#shared/i18n/text.ts'
import { keys } from '#shared/names.ts'
import type { RecordName } from '#shared/records/index.ts'
import type { LocalRuntime } from '#shared/runtime-local.ts'
import type { WarehouseSession } from '#shared/warehouse/warehouse.ts'
import { type StagePlace, unmappedStages } from '../connect/mapping.ts'
import type { Finding } from './checks.ts'

type LakeRuntime = Pick<LocalRuntime, 'lake' | 'scratch'>

/** Words of `fields:` that fill a column of their own: in which records to look for them. Others are `lead_field` rows. */
const columnsOf: Readonly<Record<string, readonly (readonly [RecordName, string])[]>> = {
  client_id: [['lead', 'client_id']],
  product: [
    ['lead', 'product'],
    ['deal', 'product'],
  ],
  channel: [['lead', 'channel_hint']],
  channel_hint: [['lead', 'channel_hint']],
  score: [['lead', 'score']],
  cost: [['deal', 'cost_micros']],
  cost_of_goods: [['deal', 'cost_micros']],
  reason: [
    ['lead', 'reject_reason'],
    ['deal', 'lost_reason'],
    ['verdict', 'reason'],
  ],
  reject_reason: [
    ['lead', 'reject_reason'],
    ['deal', 'lost_reason'],
    ['verdict', 'reason'],
  ],
  verdict: [['verdict', 'verdict']],
}

/** Words whose value is part of another fact: nothing to look for. */
const silent = /^(utm_|answer|decision|verdict_at|referrer|yclid|gclid|fbclid)/

/** Stages in the records that the agreement does not map, and mapped fields that no record has. */
export async function checkMapping(
  rt: LakeRuntime,
  connection: SourceConnection,
  agreement: LoadedAgreement | undefined,
): Promise<Finding[]> {
  const has = await tablesOf(rt, connection)
  if (!has.some(({ record }) => record === 'lead' || record === 'deal')) return []
  const session = await (await warehouseOf(rt)).open()
  try {
    for (const { record, units } of has) {
      await session.addLakeTable({ name: record, columns: recordColumns(record), keys: units, hive: true })
    }
    const known = new Set(has.map(({ record }) => record))
    const stages = agreement ? unmappedStages(agreement, connection.source, await stagesIn(session, known)) : []
    const empty = await emptyWords(session, known, connection)
    return [...stageFindings(connection, agreement, stages), ...fieldFindings(connection, empty)]
  } finally {
    await session.close()
  }
}

const looked: readonly RecordName[] = ['lead', 'deal', 'lead_field', 'verdict']

async function tablesOf({ lake }: LakeRuntime, { name, source }: SourceConnection) {
  const found: { readonly record: RecordName; readonly units: readonly string[] }[] = []
  for (const record of looked) {
    const all = await lake.list(`${keys.recordsOf(record)}source=${source}/`)
    const units = all.map(({ key }) => key).filter((key) => key.slice(key.lastIndexOf('/') + 1).startsWith(`${name}.`))
    if (units.length > 0) found.push({ record, units })
  }
  return found
}

async function stagesIn(session: WarehouseSession, known: ReadonlySet<RecordName>): Promise<readonly StagePlace[]> {
  const of = (record: string) => `SELECT DISTINCT pipeline, stage FROM ${record} WHERE stage IS NOT NULL`
  const parts = (['lead', 'deal'] as const).filter((record) => known.has(record)).map(of)
  const { rows } = await session.query(`${parts.join(' UNION ')} ORDER BY pipeline, stage`)
  return rows.map(({ pipeline, stage }) => ({ pipeline: String(pipeline ?? ''), stage: String(stage) }))
}

async function emptyWords(session: WarehouseSession, known: ReadonlySet<RecordName>, { fields }: SourceConnection) {
  const empty: string[] = []
  const criteria = known.has('lead_field')
    ? (await session.query('SELECT DISTINCT field FROM lead_field WHERE value_text IS NOT NULL')).rows
    : []
  const filled = new Set(criteria.map(({ field }) => String(field)))
  for (const word of Object.keys(fields)) {
    if (silent.test(word)) continue
    const columns = Object.hasOwn(columnsOf, word)
      ? columnsOf[word]!.filter(([record]) => known.has(record))
      : undefined
    const isFilled = columns ? await anyValue(session, columns) : filled.has(word)
    if (!isFilled) empty.push(word)
  }
  return empty
}

async function anyValue(
  session: WarehouseSession,
  columns: readonly (readonly [RecordName, string])[],
): Promise<boolean> {
  for (const [record, column] of columns) {
    const { rows } = await session.query(`SELECT 1 AS one FROM ${record} WHERE ${column} IS NOT NULL`, 1)
    if (rows.length > 0) return true
  }
  return false
}

function stageFindings(
  { name }: SourceConnection,
  agreement: LoadedAgreement | undefined,
  unmapped: readonly StagePlace[],
): Finding[] {
  return unmapped.map(({ pipeline, stage }) => ({
    ok: false,
    what: say(
      `[${name}] этапа «${stage}» (воронка «${pipeline}») нет в funnel: map: соглашения ${agreement?.name}`,
      `[${name}] the stage "${stage}" (pipeline "${pipeline}") is not in funnel: map: of the agreement ${agreement?.name}`,
    ),
    mend: say(
      `впишите его в agreement/${agreement?.name}.yaml, затем: concord agreement check`,
      `write it into agreement/${agreement?.name}.yaml, then: concord agreement check`,
    ),
  }))
}

function fieldFindings({ name, fields, path }: SourceConnection, empty: readonly string[]): Finding[] {
  return empty.map((word) => ({
    ok: false,
    what: say(
      `[${name}] поле ${word} (${fields[word]}) пусто во всех записях`,
      `[${name}] the field ${word} (${fields[word]}) is empty in all records`,
    ),
    mend: say(
      `проверьте fields: в ${path}, затем: concord sync --select ${name} --full-refresh`,
      `check fields: in ${path}, then: concord sync --select ${name} --full-refresh`,
    ),
  }))
}
