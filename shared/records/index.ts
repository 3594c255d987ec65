import { adConversion, mailing, spend, traffic, visit, visitGoal } from './advertising.ts'
import { cost, dictionary, rate } from './company.ts'
import type { RecordDefinition } from './record.ts'
import { activity, answer, contact, deal, lead, leadField, payment, stageChange, verdict } from './sales.ts'

/** Every record, by the name that stands in lake paths and in SQL. */
export const records = {
  spend,
  ad_conversion: adConversion,
  traffic,
  visit,
  visit_goal: visitGoal,
  lead,
  deal,
  lead_field: leadField,
  stage_change: stageChange,
  activity,
  verdict,
  payment,
  contact,
  cost,
  mailing,
  answer,
  dictionary,
  rate,
} satisfies Record<string, RecordDefinition>

export type RecordName = keyof typeof records
