import type { LoadedAgreement } from '../load.ts'
import type { AgreementRow } from '../tables.ts'
import { bare, fold, labelled, pictureMark } from './fold.ts'

/** agr_exclusion */
export const exclusionRows = ({ name, agreement }: LoadedAgreement): AgreementRow[] =>
  Object.entries(agreement.exclusions ?? {}).flatMap(([id, exclusion]) => {
    const row = (subject: string, value: string): AgreementRow => ({
      agreement: name,
      exclusion: id,
      subject,
      value,
      ...labelled(exclusion.label),
    })
    const rules = Object.entries(exclusion.when ?? {}).flatMap(([subject, values]) =>
      (values ?? []).map((value) => row(subject, fold(value))),
    )
    return exclusion.duplicate ? [...rules, row('duplicate', '*')] : rules
  })

/** agr_reason */
export const reasonRows = ({ name, agreement }: LoadedAgreement): AgreementRow[] =>
  (['reject', 'lost'] as const).flatMap((list) =>
    Object.entries(agreement.reasons?.[list] ?? {}).flatMap(([id, reason]) =>
      reason.crm.map((value) => ({
        agreement: name,
        list,
        crm_value: fold(value),
        reason: id,
        ...labelled(reason.label),
      })),
    ),
  )

/** A sign is understood with and without the picture mark. */
const spellings = (value: string): readonly string[] => {
  const plain = bare(value)
  return /^\p{Extended_Pictographic}$/u.test(plain) ? [plain, plain + pictureMark] : [fold(value)]
}

/** agr_verdict */
export const verdictRows = ({ name, agreement }: LoadedAgreement): AgreementRow[] =>
  Object.entries(agreement.verdicts?.values ?? {}).flatMap(([id, verdict]) =>
    (verdict?.crm ?? []).flatMap(spellings).map((value) => ({ agreement: name, crm_value: value, verdict: id })),
  )

/** agr_clock */
export const clockRows = ({ name, agreement }: LoadedAgreement): AgreementRow[] =>
  Object.entries(agreement.sla).map(([id, clock]) => ({
    agreement: name,
    clock: id,
    from_event: clock.from,
    to_event: clock.to,
    limit_minutes: clock.limit,
    is_working: clock.clock === 'working',
    owner: clock.owner,
    team: clock.team ?? clock.owner,
    ...labelled(clock.label),
  }))
