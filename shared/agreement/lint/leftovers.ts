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
  ...notUsedYet(loaded),
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

function notUsedYet({ agreement, locate }: LoadedAgreement): readonly LintFinding[] {
  const { company, criteria, costs } = agreement
  const parts: readonly (readonly [boolean, readonly string[], Text])[] = [
    [
      company.margin.kind === 'rate' && company.margin.products !== undefined,
      ['company', 'margin', 'products'],
      say('считается общая доля rate', 'the common rate is used'),
    ],
    [
      criteria?.mql !== undefined,
      ['criteria', 'mql'],
      say('MQL берётся из этапов CRM', 'MQL is taken from the CRM stages'),
    ],
    [
      (costs?.monthly.length ?? 0) > 0,
      ['costs', 'monthly'],
      say('прочие расходы загрузите файлом, записью cost', 'load other costs from a file, as the record cost'),
    ],
  ]
  return parts.flatMap(([isSet, path, way]) =>
    isSet
      ? [
          warning(
            'not_used_yet',
            locate(path),
            say(`${path.join('.')} пока не участвует в расчётах`, `${path.join('.')} does not count yet`),
            way,
          ),
        ]
      : [],
  )
}
