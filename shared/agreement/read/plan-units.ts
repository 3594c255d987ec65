import type { Problem } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { findKpi, type Kpi } from '../kpi-catalogue.ts'
import type { Target } from '../target.ts'
import type { LoadedAgreement } from './loaded.ts'
import { report } from './report.ts'
import type { YamlFile } from './yaml-file.ts'

const suffixes: Readonly<Record<Kpi['unit'], string>> = {
  count: '',
  money: '',
  number: '',
  share: '%',
  minutes: 'mh',
  days: 'd',
}

/** A target in the unit of its KPI: 50% for shares, 15m for minutes, 90d for days. */
export function checkPlanUnits({ agreement }: LoadedAgreement, yaml: YamlFile): readonly Problem[] {
  return Object.entries(agreement.plan).flatMap(([month, targets]) =>
    Object.entries(targets).flatMap(([id, target]) => {
      const where = yaml.locate(['plan', month, id])
      const kpi = findKpi(id)!
      return [...suffixProblem(kpi, target, where), ...shareProblem(kpi, target, where)]
    }),
  )
}

function suffixProblem(kpi: Kpi, target: Target, where: string): readonly Problem[] {
  if (target.suffix === '' || suffixes[kpi.unit].includes(target.suffix)) return []
  return [
    report(
      'wrong_unit',
      where,
      say(
        `у «${kpi.label.ru}» не бывает «${target.suffix}»`,
        `“${kpi.label.en}” is not measured in “${target.suffix}”`,
      ),
      say(
        'Например: ">=50%" для долей, "<=15m" для минут, ">=120" для штук и денег',
        'For example: ">=50%" for shares, "<=15m" for minutes, ">=120" for counts and money',
      ),
    ),
  ]
}

function shareProblem(kpi: Kpi, target: Target, where: string): readonly Problem[] {
  const bound = Math.max(target.low ?? 0, target.high ?? 0)
  if (!kpi.isPart || bound <= 1) return []
  return [
    report(
      'share_over_one',
      where,
      say(`«${kpi.label.ru}» — доля, она не больше 100 %`, `“${kpi.label.en}” is a share and cannot pass 100%`),
      say(`Например: ${kpi.id}: ">=50%"`, `For example: ${kpi.id}: ">=50%"`),
    ),
  ]
}
