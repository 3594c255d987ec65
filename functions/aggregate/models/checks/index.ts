import type { ModelDefinition } from '#aggregate/model.ts'
import { chkCampaignKept } from './chk_campaign_kept.ts'
import { chkClicksAboveImpressions } from './chk_clicks_above_impressions.ts'
import { chkFunnelTies } from './chk_funnel_ties.ts'
import { chkFutureDates } from './chk_future_dates.ts'
import { chkLeadsTie } from './chk_leads_tie.ts'
import { chkOneCohort } from './chk_one_cohort.ts'
import { chkRateMissing } from './chk_rate_missing.ts'
import { chkSharedKey } from './chk_shared_key.ts'
import { chkSpendDuplicates } from './chk_spend_duplicates.ts'
import { chkSpendTies } from './chk_spend_ties.ts'
import { chkUngoverned } from './chk_ungoverned.ts'
import { chkUnmappedStage } from './chk_unmapped_stage.ts'
import { chkWonBeforeCreated } from './chk_won_before_created.ts'

export const checks: readonly ModelDefinition[] = [
  chkCampaignKept,
  chkClicksAboveImpressions,
  chkFunnelTies,
  chkFutureDates,
  chkLeadsTie,
  chkOneCohort,
  chkRateMissing,
  chkSharedKey,
  chkSpendDuplicates,
  chkSpendTies,
  chkUngoverned,
  chkUnmappedStage,
  chkWonBeforeCreated,
]
