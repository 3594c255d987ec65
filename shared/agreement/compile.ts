import { createHash } from 'node:crypto'
import { calendarRows } from './compile/calendar.ts'
import { aliasRows, channelRows, channelRuleRows } from './compile/channels.ts'
import { companyRow, governedMonths, marginRows, zoneRows } from './compile/company.ts'
import { clockRows, exclusionRows, reasonRows, verdictRows } from './compile/feedback.ts'
import { criterionRows, mqlRows, stageMapRows, stageRows } from './compile/funnel.ts'
import { alertRows, bonusRows, costRows, kpiRows, monthlyCostRows, planRows } from './compile/results.ts'
import type { LoadedAgreement } from './load.ts'
import type { AgreementRow, CompiledAgreement } from './tables.ts'

/** All files as one set of tables. Expects what `loadAgreements` answers: at least one file, oldest first. */
export function compileAgreements(agreements: readonly LoadedAgreement[]): CompiledAgreement {
  const last = agreements.at(-1)!
  const tables: CompiledAgreement['tables'] = {
    dim_agreement: governedMonths(agreements),
    agr_company: agreements.map(companyRow),
    dim_zone: zoneRows(agreements),
    dim_stage: agreements.flatMap(stageRows),
    agr_stage_map: agreements.flatMap(stageMapRows),
    agr_margin: agreements.flatMap(marginRows),
    agr_mql: agreements.flatMap(mqlRows),
    agr_criterion: agreements.flatMap(criterionRows),
    agr_exclusion: agreements.flatMap(exclusionRows),
    agr_reason: agreements.flatMap(reasonRows),
    agr_verdict: agreements.flatMap(verdictRows),
    agr_clock: agreements.flatMap(clockRows),
    dim_calendar: agreements.flatMap((file) => calendarRows(file, last)),
    dim_channel: agreements.flatMap(channelRows),
    agr_channel_rule: agreements.flatMap(channelRuleRows),
    agr_campaign_alias: agreements.flatMap(aliasRows),
    agr_cost: agreements.flatMap(costRows),
    agr_cost_month: monthlyCostRows(agreements),
    dim_kpi: agreements.flatMap(kpiRows),
    dim_plan: agreements.flatMap(planRows),
    agr_bonus: agreements.flatMap(bonusRows),
    agr_alert: agreements.flatMap(alertRows),
  }
  const unique = mapTables(tables, withoutRepeats)
  return { version: versionOf(unique), tables: unique }
}

type Tables = CompiledAgreement['tables']

const mapTables = (tables: Tables, change: (rows: readonly AgreementRow[]) => readonly AgreementRow[]): Tables =>
  Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, change(rows)])) as unknown as Tables

/** One CRM value listed twice must not double the leads that join it. */
const withoutRepeats = (rows: readonly AgreementRow[]): readonly AgreementRow[] => [
  ...new Map(rows.map((row) => [JSON.stringify(row), row])).values(),
]

/** Rows are hashed in sorted order: moving a key in the YAML is no change, unless order carries meaning (positions). */
function versionOf(tables: Tables): string {
  const hash = createHash('sha256')
  for (const [name, rows] of Object.entries(tables).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const lines = rows.map((row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))).sort()
    hash.update(`${name}\n${lines.join('\n')}\n`)
  }
  return hash.digest('hex')
}
