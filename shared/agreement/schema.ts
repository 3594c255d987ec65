import * as z from 'zod'
import { alerts } from './parts/alerts.ts'
import { attribution } from './parts/attribution.ts'
import { channels } from './parts/channels.ts'
import { company, glossary } from './parts/company.ts'
import { costs } from './parts/costs.ts'
import { calendar, exclusions, reasons, sla, verdicts } from './parts/feedback.ts'
import { criteria, funnel } from './parts/funnel.ts'
import { bonus, close, kpi, plan, review, revision } from './parts/results.ts'
import { about } from './parts/words.ts'

/**
 * One file of `agreement/`, complete in itself. Required parts are those on which companies disagree (hand-off, clocks, attribution, plan);
 * nothing there has a silent default. Optional parts that are left out mean "not agreed", never "the usual".
 */
export const agreementSchema = z.strictObject({
  effective_from: about(
    z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-01$/),
    'С какого месяца действует; то же в имени файла',
    'The month it is in force from; the same as the file name',
    '2026-10-01',
  ),
  company,
  glossary: glossary.optional(),
  funnel,
  criteria: criteria.optional(),
  exclusions: exclusions.optional(),
  verdicts: verdicts.optional(),
  reasons: reasons.optional(),
  sla,
  calendar: calendar.optional(),
  channels,
  attribution,
  costs: costs.optional(),
  kpi: kpi.optional(),
  plan,
  bonus: bonus.optional(),
  alerts: alerts.optional(),
  review: review.optional(),
  close: close.optional(),
  revision: revision.optional(),
})

export type Agreement = z.output<typeof agreementSchema>
