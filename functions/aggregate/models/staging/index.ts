import type { ModelDefinition } from '#aggregate/model.ts'
import { stgActivity } from './stg_activity.ts'
import { stgAnswer } from './stg_answer.ts'
import { stgContact } from './stg_contact.ts'
import { stgCost } from './stg_cost.ts'
import { stgDeal } from './stg_deal.ts'
import { stgDealGone } from './stg_deal_gone.ts'
import { stgDictionary } from './stg_dictionary.ts'
import { stgLead } from './stg_lead.ts'
import { stgLeadChanged } from './stg_lead_changed.ts'
import { stgLeadField } from './stg_lead_field.ts'
import { stgLeadHanded } from './stg_lead_handed.ts'
import { stgLeadOwner } from './stg_lead_owner.ts'
import { stgMerge } from './stg_merge.ts'
import { stgPayment } from './stg_payment.ts'
import { stgRate } from './stg_rate.ts'
import { stgSpend } from './stg_spend.ts'
import { stgStageChange } from './stg_stage_change.ts'
import { stgTraffic } from './stg_traffic.ts'
import { stgVerdict } from './stg_verdict.ts'
import { stgVerdictVoid } from './stg_verdict_void.ts'
import { stgVisit } from './stg_visit.ts'
import { stgVisitChanged } from './stg_visit_changed.ts'
import { stgZone } from './stg_zone.ts'

export const staging: readonly ModelDefinition[] = [
  stgActivity,
  stgAnswer,
  stgContact,
  stgCost,
  stgDeal,
  stgDealGone,
  stgDictionary,
  stgLead,
  stgLeadChanged,
  stgLeadField,
  stgLeadHanded,
  stgLeadOwner,
  stgMerge,
  stgPayment,
  stgRate,
  stgSpend,
  stgStageChange,
  stgTraffic,
  stgVerdict,
  stgVerdictVoid,
  stgVisit,
  stgVisitChanged,
  stgZone,
]
