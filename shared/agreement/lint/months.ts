import { say } from '#shared/i18n/text.ts'
import { addMonths, monthsBetween, monthsFrom } from '#shared/time/dates.ts'
import { officialYears } from '#shared/time/official-calendar.ts'
import type { LoadedAgreement } from '../load.ts'
import type { LintFinding } from './finding.ts'

/** Plans and calendars against the months that each file governs. */
export const lintMonths = (agreements: readonly LoadedAgreement[]): readonly LintFinding[] =>
  agreements.flatMap((loaded, index) => {
    const months = governed(loaded, agreements[index + 1])
    const next = agreements[index + 1]
    return [
      ...unplanned(loaded, months),
      ...ungoverned(loaded, next),
      ...ungovernedCosts(loaded, next),
      ...unknownYears(loaded, months),
    ]
  })

/** Up to the next file; the last file is held to its last planned month. */
function governed({ name, agreement }: LoadedAgreement, next: LoadedAgreement | undefined): readonly string[] {
  const lastPlanned = Object.keys(agreement.plan).sort().at(-1) ?? name
  const last = next ? addMonths(next.name, -1) : lastPlanned
  return monthsFrom(name, monthsBetween(name, last) + 1)
}

function unplanned({ agreement, locate }: LoadedAgreement, months: readonly string[]): readonly LintFinding[] {
  const missing = months.filter((month) => !(month in agreement.plan))
  if (missing.length === 0) return []
  return [
    {
      severity: 'warning',
      code: 'month_without_plan',
      what: say(`нет плана на ${missing.join(', ')}`, `there is no plan for ${missing.join(', ')}`),
      where: locate(['plan']),
      ways: [say(`plan: {${missing[0]}: {valid_leads: ">=120"}}`, `plan: {${missing[0]}: {valid_leads: ">=120"}}`)],
    },
  ]
}

const isOutside = (month: string, { name }: LoadedAgreement, next: LoadedAgreement | undefined): boolean =>
  month < name || (next !== undefined && month >= next.name)

function ungoverned(loaded: LoadedAgreement, next: LoadedAgreement | undefined): readonly LintFinding[] {
  return Object.keys(loaded.agreement.plan)
    .filter((month) => isOutside(month, loaded, next))
    .map((month) => ({
      severity: 'warning' as const,
      code: 'plan_not_governed',
      what: say(
        `${month} этот файл не регулирует: его план не действует`,
        `this file does not govern ${month}: its plan has no effect`,
      ),
      where: loaded.locate(['plan', month]),
      ways: [
        say(
          'перенесите план в файл, который действует в этом месяце',
          'move the plan to the file in force in that month',
        ),
      ],
    }))
}

function ungovernedCosts(loaded: LoadedAgreement, next: LoadedAgreement | undefined): readonly LintFinding[] {
  const months = (loaded.agreement.costs?.monthly ?? []).map(({ month }) => month)
  return [...new Set(months)]
    .filter((month) => isOutside(month, loaded, next))
    .map((month) => ({
      severity: 'warning' as const,
      code: 'cost_not_governed',
      what: say(
        `${month} этот файл не регулирует: его прочие расходы за этот месяц не считаются`,
        `this file does not govern ${month}: its other costs of that month do not count`,
      ),
      where: loaded.locate(['costs', 'monthly']),
      ways: [
        say(
          'перенесите их в файл, который действует в этом месяце, или загрузите записью cost',
          'move them to the file in force in that month, or load them as the record cost',
        ),
      ],
    }))
}

/** Moved holidays cannot be computed: without the official year, working-time clocks have no value. */
function unknownYears({ agreement, locate }: LoadedAgreement, months: readonly string[]): readonly LintFinding[] {
  const years = [...new Set(months.map((month) => Number(month.slice(0, 4))))]
  return Object.entries(agreement.calendar ?? {}).flatMap(([team, { country }]) => {
    const missing = country === 'none' ? [] : years.filter((year) => !officialYears(country).includes(year))
    if (missing.length === 0) return []
    return [
      {
        severity: 'warning' as const,
        code: 'no_calendar_year',
        what: say(
          `нет производственного календаря ${country} на ${missing.join(', ')}: сроки команды «${team}» не считаются`,
          `there is no official calendar of ${country} for ${missing.join(', ')}: the clocks of “${team}” have no value`,
        ),
        where: locate(['calendar', team, 'country']),
        ways: [
          say(
            'обновите Concord или укажите country: none и свои дни',
            'update Concord, or set country: none and own days',
          ),
        ],
      },
    ]
  })
}
