import type { ModelDefinition } from '#aggregate/model.ts'
import { dimCampaign } from './dim_campaign.ts'
import { dimManager } from './dim_manager.ts'
import { fctCohorts } from './fct_cohorts.ts'
import { fctDeals } from './fct_deals.ts'
import { fctFunnel } from './fct_funnel.ts'
import { fctHealth } from './fct_health.ts'
import { fctKpi } from './fct_kpi.ts'
import { fctLeadStages } from './fct_lead_stages.ts'
import { fctLeads } from './fct_leads.ts'
import { fctLeaks } from './fct_leaks.ts'
import { fctMonthStages } from './fct_month_stages.ts'
import { fctSla } from './fct_sla.ts'
import { fctSpend } from './fct_spend.ts'
import { fctStageSpans } from './fct_stage_spans.ts'

export const marts: readonly ModelDefinition[] = [
  dimCampaign,
  dimManager,
  fctCohorts,
  fctDeals,
  fctFunnel,
  fctHealth,
  fctKpi,
  fctLeadStages,
  fctLeads,
  fctLeaks,
  fctMonthStages,
  fctSla,
  fctSpend,
  fctStageSpans,
]
