import type { LoadedAgreement } from '../load.ts'
import type { AgreementRow } from '../tables.ts'
import { fold, labelled } from './fold.ts'

/** dim_stage */
export const stageRows = ({ name, agreement }: LoadedAgreement): AgreementRow[] =>
  agreement.funnel.stages.map((stage, index) => ({
    agreement: name,
    stage: stage.id,
    position: index + 1,
    owner: stage.owner,
    is_handoff: stage.handoff,
    is_optional: stage.optional,
    ...labelled(stage.label),
  }))

const impliedOutcome = (stage: string): string => (stage === 'won' || stage === 'lost' ? stage : 'open')

/** agr_stage_map. A lost stage proves only that the lead came in, unless the agreement names a later stage for it. */
export const stageMapRows = ({ name, agreement }: LoadedAgreement): AgreementRow[] =>
  agreement.funnel.map.flatMap((map) =>
    Object.entries(map.stages).map(([crm, { stage, outcome }]) => ({
      agreement: name,
      source: map.source.trim(),
      pipeline: fold(map.pipeline),
      crm_stage: fold(crm),
      stage: stage === 'lost' ? 'lead' : stage,
      outcome: outcome ?? impliedOutcome(stage),
    })),
  )

type Criterion = NonNullable<LoadedAgreement['agreement']['criteria']>['sql'][string]

interface Rule {
  readonly op: string
  readonly text?: string
  readonly number?: number
  readonly high?: number
}

function rulesOf(criterion: Criterion): readonly Rule[] {
  if ('in' in criterion) return criterion.in.map((value) => ({ op: 'in', ...listed(value) }))
  if ('not_in' in criterion) return criterion.not_in.map((value) => ({ op: 'not_in', ...listed(value) }))
  if ('between' in criterion) return [{ op: 'between', number: criterion.between[0], high: criterion.between[1] }]
  if ('min' in criterion) return [{ op: 'min', number: criterion.min }]
  if ('max' in criterion) return [{ op: 'max', number: criterion.max }]
  const { around, tolerance } = criterion
  return [{ op: 'between', number: around * (1 - tolerance), high: around * (1 + tolerance) }]
}

const listed = (value: string | number): Omit<Rule, 'op'> =>
  typeof value === 'number' ? { text: String(value), number: value } : { text: fold(value) }

/** agr_criterion */
export const criterionRows = ({ name, agreement }: LoadedAgreement): AgreementRow[] =>
  Object.entries(agreement.criteria?.sql ?? {}).flatMap(([id, criterion]) =>
    rulesOf(criterion).map((rule) => ({
      agreement: name,
      criterion: id,
      field: criterion.field,
      op: rule.op,
      value_text: rule.text ?? null,
      value_number: rule.number ?? null,
      value_high: rule.high ?? null,
      ...labelled(criterion.label),
    })),
  )

/** agr_mql */
export function mqlRows({ name, agreement }: LoadedAgreement): AgreementRow[] {
  const mql = agreement.criteria?.mql
  return mql ? [{ agreement: name, field: fold(mql.field), threshold: mql.threshold }] : []
}
