import { say, type Text } from '#shared/i18n/text.ts'
import { findKpi } from '../kpi-catalogue.ts'
import type { LoadedAgreement } from '../load.ts'
import type { LintFinding } from './finding.ts'

const maxShared = 3
const powerless: Readonly<Record<string, Text>> = {
  marketing: say('маркетинг не может на него повлиять', 'marketing cannot move it'),
  sales: say('продажи не могут на него повлиять', 'sales cannot move it'),
}
const handOver = {
  marketing: say('передайте его маркетингу', 'give it to marketing'),
  sales: say('передайте его продажам', 'give it to sales'),
}

/** Bonus, owners, shared KPIs and criteria: what people are asked to answer for. */
export const lintPeople = (loaded: LoadedAgreement): readonly LintFinding[] => [
  ...weightSums(loaded),
  ...bonusWithoutPlan(loaded),
  ...sharedCount(loaded),
  ...unmovable(loaded),
  ...criteriaCount(loaded),
]

function weightSums({ agreement, locate }: LoadedAgreement): readonly LintFinding[] {
  return Object.entries(agreement.bonus ?? {}).flatMap(([role, { weights }]) => {
    const sum = Object.values(weights).reduce((total, { weight }) => total + weight, 0)
    if (Math.abs(sum - 100) < 1e-9) return []
    const missing = Math.round(Math.abs(100 - sum) * 100) / 100
    const way =
      sum < 100 ? say(`добавьте ${missing}`, `add ${missing}`) : say(`уберите ${missing}`, `take away ${missing}`)
    return [
      {
        severity: 'error' as const,
        code: 'bonus_weights',
        what: say(
          `веса премии «${role}» в сумме ${sum}, а нужно 100`,
          `the weights of bonus “${role}” sum to ${sum}, not 100`,
        ),
        where: locate(['bonus', role, 'weights']),
        ways: [way],
      },
    ]
  })
}

function bonusWithoutPlan({ agreement, locate }: LoadedAgreement): readonly LintFinding[] {
  const months = Object.values(agreement.plan)
  if (months.length === 0) return []
  return Object.entries(agreement.bonus ?? {}).flatMap(([role, { weights }]) =>
    Object.keys(weights).flatMap((kpi) => {
      if (months.every((targets) => kpi in targets)) return []
      return [
        {
          severity: 'warning' as const,
          code: 'bonus_without_plan',
          what: say(
            `премия «${role}» зависит от ${kpi}, а плана на него нет`,
            `the bonus “${role}” depends on ${kpi}, which has no plan`,
          ),
          where: locate(['bonus', role, 'weights', kpi]),
          ways: [say(`добавьте ${kpi} в план каждого месяца`, `add ${kpi} to the plan of each month`)],
        },
      ]
    }),
  )
}

function sharedCount({ agreement, locate }: LoadedAgreement): readonly LintFinding[] {
  const count = agreement.kpi?.shared.length ?? 0
  if (count <= maxShared) return []
  return [
    {
      severity: 'warning',
      code: 'shared_kpis',
      what: say(
        `общих KPI ${count}: их 1–2, не больше ${maxShared}`,
        `${count} shared KPIs: 1–2, at most ${maxShared}`,
      ),
      where: locate(['kpi', 'shared']),
      ways: [say('оставьте те, за которые готовы отвечать оба', 'keep those that both are ready to answer for')],
    },
  ]
}

interface Claim {
  readonly team: string
  readonly kpi: string
  readonly path: readonly string[]
}

/** A KPI that its owner cannot move makes the owner answer for another's work. */
function unmovable({ agreement, locate }: LoadedAgreement): readonly LintFinding[] {
  const owned: Claim[] = Object.entries(agreement.kpi?.agreed ?? {}).flatMap(([kpi, { owner }]) =>
    owner ? [{ team: owner, kpi, path: ['kpi', 'agreed', kpi, 'owner'] }] : [],
  )
  const paid: Claim[] = Object.entries(agreement.bonus ?? {}).flatMap(([role, { weights }]) =>
    Object.keys(weights).map((kpi) => ({ team: role, kpi, path: ['bonus', role, 'weights', kpi] })),
  )
  return [...owned, ...paid].flatMap(({ team, kpi, path }) => {
    const why = powerless[team]
    const { label, movers } = findKpi(kpi)!
    if (!why || movers.some((mover) => mover === team)) return []
    return [
      {
        severity: 'warning' as const,
        code: 'kpi_not_movable',
        what: say(`«${label.ru}»: ${why.ru}`, `“${label.en}”: ${why.en}`),
        where: locate(path),
        ways: [handOver[movers[0]!]],
      },
    ]
  })
}

const usesCriteria = ['sql', 'sql_share', 'target_share', 'target_leads']

function criteriaCount({ agreement, locate }: LoadedAgreement): readonly LintFinding[] {
  const count = Object.keys(agreement.criteria?.sql ?? {}).length
  const isUsed = Object.values(agreement.plan).some((targets) => usesCriteria.some((kpi) => kpi in targets))
  if ((count === 0 && !isUsed) || (count >= 2 && count <= 4)) return []
  return [
    {
      severity: 'warning',
      code: 'sql_criteria',
      what: say(`обязательных критериев SQL ${count}, а нужно 2–4`, `${count} obligatory SQL criteria, 2–4 are needed`),
      where: locate(['criteria', 'sql']),
      ways: [
        say('например: регион, категория, срок покупки, бюджет', 'for example: region, category, horizon, budget'),
      ],
    },
  ]
}
