import { say, type Text } from '#shared/i18n/text.ts'
import type { LoadedAgreement } from '../load.ts'
import type { LintFinding } from './finding.ts'

const warning = (code: string, where: string, what: Text, way: Text): LintFinding => ({
  severity: 'warning',
  code,
  what,
  where,
  ways: [way],
})

/** Rules that are written down but do not work the way their readers expect. */
export const lintLeftovers = (loaded: LoadedAgreement): readonly LintFinding[] => [
  ...unreachedAsSpam(loaded),
  ...workingDays(loaded),
  ...mqlWithoutStage(loaded),
]

function unreachedAsSpam({ agreement, locate }: LoadedAgreement): readonly LintFinding[] {
  return Object.entries(agreement.exclusions ?? {}).flatMap(([id, { when }]) =>
    when?.verdict?.includes('unreached')
      ? [
          warning(
            'unreached_excluded',
            locate(['exclusions', id]),
            say(
              'недозвон исключает лид: так он тихо становится спамом',
              'unreached excludes the lead: it silently becomes spam',
            ),
            say('оставьте недозвон оценкой: его видят обе стороны', 'keep unreached a verdict: both sides see it'),
          ),
        ]
      : [],
  )
}

const minutesOfDay = 1440

function workingDays({ agreement, locate }: LoadedAgreement): readonly LintFinding[] {
  return Object.entries(agreement.sla).flatMap(([id, { clock, limit }]) =>
    clock === 'working' && limit % minutesOfDay === 0
      ? [
          warning(
            'clock_in_days',
            locate(['sla', id, 'limit']),
            say(
              `${limit / 60} рабочих часов — это несколько рабочих дней`,
              `${limit / 60} working hours are several working days`,
            ),
            say(
              'пишите рабочее время в часах: один день — 8h или 9h',
              'write working time in hours: one day is 8h or 9h',
            ),
          ),
        ]
      : [],
  )
}

function mqlWithoutStage({ agreement, locate }: LoadedAgreement): readonly LintFinding[] {
  const hasStage = agreement.funnel.stages.some(({ id }) => id === 'mql')
  if (!agreement.criteria?.mql || hasStage) return []
  return [
    warning(
      'mql_without_stage',
      locate(['criteria', 'mql']),
      say('порог MQL задан, а этапа mql в воронке нет', 'an MQL threshold is set, but the funnel has no stage mql'),
      say(
        'добавьте перед SQL этап {id: mql, owner: marketing, optional: true, label: MQL}',
        'add the stage {id: mql, owner: marketing, optional: true, label: MQL} before SQL',
      ),
    ),
  ]
}
