import type { MonthData } from '#report/month-data.ts'
import { say } from '#shared/i18n/text.ts'
import { slowContact } from './decide/contact.ts'
import type { Decision } from './decide/decision.ts'
import { tooEarly } from './decide/early.ts'
import { missingRecords } from './decide/missing.ts'
import { factAgainstPlan, offPlanMoney, offRows, wastedSpend } from './decide/money.ts'
import { sqlShareFell } from './decide/sql-share.ts'
import { planRows } from './kpi-rows.ts'
import { sentence } from './view.ts'

export type { Decision } from './decide/decision.ts'

const kpiForms = {
  ru: { one: 'показатель', few: 'показателя', many: 'показателей', other: 'показателя' },
  en: { one: 'KPI', other: 'KPIs' },
} as const

/** Misses that no sentence before has named. */
function otherMisses(data: MonthData, named: ReadonlySet<string>): Decision[] {
  const rows = offRows(data).filter((row) => !named.has(row.kpi))
  if (rows.length === 0) return []
  const { currency } = data.company
  const isFirst = named.size === 0
  return [
    {
      id: 'others',
      tone: 'off',
      title: sentence(
        currency,
        (f) => `${isFirst ? 'Мимо' : 'Ещё мимо'} плана: ${f.count(rows.length, kpiForms.ru)}`,
        (f) => `${isFirst ? 'Off plan' : 'Also off plan'}: ${f.count(rows.length, kpiForms.en)}`,
      ),
      text: sentence(
        currency,
        (f) => `${rows.map((row) => factAgainstPlan(f, row)).join('; ')}.`,
        (f) => `${rows.map((row) => factAgainstPlan(f, row)).join('; ')}.`,
      ),
      kpis: rows.map((row) => row.kpi),
    },
  ]
}

function nothingToDecide(data: MonthData): Decision[] {
  const judgedRows = planRows(data).main.filter((row) => ['on_plan', 'near'].includes(row.status))
  if (judgedRows.length === 0) return []
  const { currency } = data.company
  return [
    {
      id: 'nothing',
      tone: 'ok',
      title: say('Решать нечего', 'Nothing to decide'),
      text: sentence(
        currency,
        (f) => `В плане или близко к нему: ${f.count(judgedRows.length, kpiForms.ru)}. Мимо плана ничего нет.`,
        (f) => `${f.count(judgedRows.length, kpiForms.en)} on plan or close to it, none off plan.`,
      ),
      kpis: [],
    },
  ]
}

/** A month without a plan has facts, but nothing to hold them against. */
function noPlan(data: MonthData): Decision[] {
  const hasFacts = data.kpis.some((row) => row.value !== null)
  if (!hasFacts || data.kpis.some((row) => row.comparison !== null)) return []
  const file = `agreement/${data.agreement ?? data.month}.yaml`
  return [
    {
      id: 'no_plan',
      tone: 'na',
      title: say('На этот месяц нет плана', 'This month has no plan'),
      text: say(
        `Факты показаны, сравнивать их не с чем. Впишите план в ${file} и проверьте:`,
        `The facts are shown, with nothing to hold them against. Write the plan into ${file} and check it:`,
      ),
      command: 'npx concord agreement check',
      kpis: [],
    },
  ]
}

/** What to decide today, worst first. Every sentence follows from the month's numbers; with no miss it says so. */
export function decide(data: MonthData): readonly Decision[] {
  const causes = [...sqlShareFell(data), ...slowContact(data), ...offPlanMoney(data)]
  const named = new Set(causes.flatMap((decision) => decision.kpis))
  const misses = [...causes, ...otherMisses(data, named), ...wastedSpend(data)]
  const gaps = missingRecords(data)
  const calm = misses.length === 0 ? nothingToDecide(data) : []
  return [...misses, ...calm, ...gaps, ...noPlan(data), ...tooEarly(data)]
}
