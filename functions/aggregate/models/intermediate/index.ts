import type { ModelDefinition } from '#aggregate/model.ts'
import { intActivityLead } from './int_activity_lead.ts'
import { intActivityOwner } from './int_activity_owner.ts'
import { intAd } from './int_ad.ts'
import { intAdMonth } from './int_ad_month.ts'
import { intAdPlace } from './int_ad_place.ts'
import { intAdUse } from './int_ad_use.ts'
import { intCampaignUse } from './int_campaign_use.ts'
import { intClientMonth } from './int_client_month.ts'
import { intCohortCell } from './int_cohort_cell.ts'
import { intCohortLead } from './int_cohort_lead.ts'
import { intCohortMaturity } from './int_cohort_maturity.ts'
import { intCohortReached } from './int_cohort_reached.ts'
import { intCohortSize } from './int_cohort_size.ts'
import { intCostMonth } from './int_cost_month.ts'
import { intCycleDay } from './int_cycle_day.ts'
import { intDeal } from './int_deal.ts'
import { intDealDay } from './int_deal_day.ts'
import { intDealLink } from './int_deal_link.ts'
import { intDealMoney } from './int_deal_money.ts'
import { intDealOutcome } from './int_deal_outcome.ts'
import { intDealPerson } from './int_deal_person.ts'
import { intDealStage } from './int_deal_stage.ts'
import { intFeed } from './int_feed.ts'
import { intFirstStage } from './int_first_stage.ts'
import { intFunnelCohort } from './int_funnel_cohort.ts'
import { intFunnelEvent } from './int_funnel_event.ts'
import { intFunnelPart } from './int_funnel_part.ts'
import { intFunnelPeriod } from './int_funnel_period.ts'
import { intInterval } from './int_interval.ts'
import { intIntervalTime } from './int_interval_time.ts'
import { intKpi } from './int_kpi.ts'
import { intKpiAttainment } from './int_kpi_attainment.ts'
import { intKpiCycle } from './int_kpi_cycle.ts'
import { intKpiDwell } from './int_kpi_dwell.ts'
import { intKpiFormula } from './int_kpi_formula.ts'
import { intKpiMature } from './int_kpi_mature.ts'
import { intKpiMonth } from './int_kpi_month.ts'
import { intKpiRatio } from './int_kpi_ratio.ts'
import { intKpiReaction } from './int_kpi_reaction.ts'
import { intKpiRomi } from './int_kpi_romi.ts'
import { intKpiTarget } from './int_kpi_target.ts'
import { intLag } from './int_lag.ts'
import { intLead } from './int_lead.ts'
import { intLeadClock } from './int_lead_clock.ts'
import { intLeadContact } from './int_lead_contact.ts'
import { intLeadDates } from './int_lead_dates.ts'
import { intLeadDeals } from './int_lead_deals.ts'
import { intLeadExclusion } from './int_lead_exclusion.ts'
import { intLeadFact } from './int_lead_fact.ts'
import { intLeadLost } from './int_lead_lost.ts'
import { intLeadReach } from './int_lead_reach.ts'
import { intLeadReaction } from './int_lead_reaction.ts'
import { intLeadReason } from './int_lead_reason.ts'
import { intLeadTarget } from './int_lead_target.ts'
import { intLeadValidity } from './int_lead_validity.ts'
import { intLeadVerdict } from './int_lead_verdict.ts'
import { intLocalOffset } from './int_local_offset.ts'
import { intMeasure } from './int_measure.ts'
import { intMeasureAmount } from './int_measure_amount.ts'
import { intMeasureClient } from './int_measure_client.ts'
import { intMeasureClock } from './int_measure_clock.ts'
import { intMeasureFunnel } from './int_measure_funnel.ts'
import { intMeasureMoney } from './int_measure_money.ts'
import { intMeasureRequest } from './int_measure_request.ts'
import { intMeasureVoice } from './int_measure_voice.ts'
import { intMergeTold } from './int_merge_told.ts'
import { intMonth } from './int_month.ts'
import { intNow } from './int_now.ts'
import { intOrigin } from './int_origin.ts'
import { intOriginUse } from './int_origin_use.ts'
import { intPayment } from './int_payment.ts'
import { intPaymentOwner } from './int_payment_owner.ts'
import { intPersonHeld } from './int_person_held.ts'
import { intPersonJoin } from './int_person_join.ts'
import { intPersonKey } from './int_person_key.ts'
import { intPersonLink } from './int_person_link.ts'
import { intPersonRepeat } from './int_person_repeat.ts'
import { intRateDay } from './int_rate_day.ts'
import { intRecordDay } from './int_record_day.ts'
import { intRequest } from './int_request.ts'
import { intRequestFact } from './int_request_fact.ts'
import { intRequestResult } from './int_request_result.ts'
import { intRequestStage } from './int_request_stage.ts'
import { intRevenue } from './int_revenue.ts'
import { intSharedKey } from './int_shared_key.ts'
import { intSlaClock } from './int_sla_clock.ts'
import { intSlaLead } from './int_sla_lead.ts'
import { intSpend } from './int_spend.ts'
import { intSpendCopy } from './int_spend_copy.ts'
import { intSpendRow } from './int_spend_row.ts'
import { intStageCount } from './int_stage_count.ts'
import { intStageEntry } from './int_stage_entry.ts'
import { intStageOutcome } from './int_stage_outcome.ts'
import { intStagePlace } from './int_stage_place.ts'
import { intStageStay } from './int_stage_stay.ts'
import { intStageUse } from './int_stage_use.ts'
import { intTrafficDay } from './int_traffic_day.ts'
import { intVisitDay } from './int_visit_day.ts'
import { intWorkHour } from './int_work_hour.ts'

export const intermediate: readonly ModelDefinition[] = [
  intActivityLead,
  intActivityOwner,
  intAd,
  intAdMonth,
  intAdPlace,
  intAdUse,
  intCampaignUse,
  intClientMonth,
  intCohortCell,
  intCohortLead,
  intCohortMaturity,
  intCohortReached,
  intCohortSize,
  intCostMonth,
  intCycleDay,
  intDeal,
  intDealDay,
  intDealLink,
  intDealMoney,
  intDealOutcome,
  intDealPerson,
  intDealStage,
  intFeed,
  intFirstStage,
  intFunnelCohort,
  intFunnelEvent,
  intFunnelPart,
  intFunnelPeriod,
  intInterval,
  intIntervalTime,
  intKpi,
  intKpiAttainment,
  intKpiCycle,
  intKpiDwell,
  intKpiFormula,
  intKpiMature,
  intKpiMonth,
  intKpiRatio,
  intKpiReaction,
  intKpiRomi,
  intKpiTarget,
  intLag,
  intLead,
  intLeadClock,
  intLeadContact,
  intLeadDates,
  intLeadDeals,
  intLeadExclusion,
  intLeadFact,
  intLeadLost,
  intLeadReach,
  intLeadReaction,
  intLeadReason,
  intLeadTarget,
  intLeadValidity,
  intLeadVerdict,
  intLocalOffset,
  intMeasure,
  intMeasureAmount,
  intMeasureClient,
  intMeasureClock,
  intMeasureFunnel,
  intMeasureMoney,
  intMeasureRequest,
  intMeasureVoice,
  intMergeTold,
  intMonth,
  intNow,
  intOrigin,
  intOriginUse,
  intPayment,
  intPaymentOwner,
  intPersonHeld,
  intPersonJoin,
  intPersonKey,
  intPersonLink,
  intPersonRepeat,
  intRateDay,
  intRecordDay,
  intRequest,
  intRequestFact,
  intRequestResult,
  intRequestStage,
  intRevenue,
  intSharedKey,
  intSlaClock,
  intSlaLead,
  intSpendRow,
  intSpend,
  intSpendCopy,
  intStageCount,
  intStageEntry,
  intStageOutcome,
  intStagePlace,
  intStageStay,
  intStageUse,
  intTrafficDay,
  intVisitDay,
  intWorkHour,
]
