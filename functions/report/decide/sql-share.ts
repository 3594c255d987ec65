import type { Kpi, MonthData, SourceRow } from '#report/month-data.ts'
import type { Format } from '#shared/i18n/format.ts'
import { campaignTitle } from '../campaign-name.ts'
import { judged } from '../kpi-rows.ts'
import { costPer, planText, sentence, share } from '../view.ts'
import { statusWords } from '../words.ts'
import type { Decision } from './decision.ts'

interface Culprit {
  readonly row: SourceRow
  /** SQL share of everything else. */
  readonly without: number
  readonly others: { readonly spend: bigint; readonly sql: number }
}

const smallestSample = 5
const smallestGain = 0.02

/** The campaign without which the share would be highest, if it moves the whole noticeably. */
export function culpritOf(sources: readonly SourceRow[]): Culprit | undefined {
  const total = { valid: 0, sql: 0, spend: 0n }
  for (const row of sources) {
    total.valid += row.valid
    total.sql += row.sql
    total.spend += row.spend ?? 0n
  }
  const whole = share(total.sql, total.valid) ?? 0
  const candidates = sources.flatMap((row): Culprit[] => {
    const without = share(total.sql - row.sql, total.valid - row.valid)
    if (without === null || row.campaign === null || row.valid < smallestSample) return []
    if (without - whole < smallestGain) return []
    return [{ row, without, others: { spend: total.spend - (row.spend ?? 0n), sql: total.sql - row.sql } }]
  })
  return candidates.sort((a, b) => b.without - a.without)[0]
}

/** The share of the month before, where it was ripe. */
const previousShare = (data: MonthData): number | null =>
  data.sqlShare.filter((point) => point.month < data.month).findLast((point) => point.isRipe)?.value ?? null

export function sqlShareFell(data: MonthData): Decision[] {
  const kpi = judged(data, 'sql_share')
  if (!kpi || kpi.value === null) return []
  const before = previousShare(data)
  const isBelow = kpi.low !== null && kpi.value < kpi.low && statusWords[kpi.status].tone !== 'near'
  const fell = before !== null && before - kpi.value >= 0.05
  if (!isBelow && !fell) return []
  const culprit = culpritOf(data.sources)
  const isYoung = kpi.status === 'too_early'
  if (isYoung && !culprit) return []
  const facts = { data, kpi, value: kpi.value, before, culprit, isAlone: isAlone(kpi, before, culprit) }
  const { currency } = data.company
  return [
    {
      id: 'sql_share',
      tone: isBelow && !isYoung ? 'off' : 'near',
      title: sentence(
        currency,
        (f) => titleRu(f, facts),
        (f) => titleEn(f, facts),
      ),
      text: sentence(
        currency,
        (f) => textRu(f, facts),
        (f) => textEn(f, facts),
      ),
      kpis: ['sql_share'],
    },
  ]
}

interface Facts {
  readonly data: MonthData
  readonly kpi: Kpi
  readonly value: number
  readonly before: number | null
  readonly culprit: Culprit | undefined
  readonly isAlone: boolean
}

/** Without this campaign the share would be where it was, or in the plan. */
function isAlone(kpi: Kpi, before: number | null, culprit: Culprit | undefined): boolean {
  if (!culprit) return false
  const normal = kpi.low ?? before
  return normal !== null && culprit.without >= normal
}

function titleRu(f: Format, { value, before, culprit, isAlone }: Facts): string {
  const how =
    before !== null && before > value
      ? `упала с ${f.percent(before)} до ${f.percent(value)}`
      : `ниже плана: ${f.percent(value)}`
  if (!culprit) return `Доля SQL ${how}`
  return isAlone ? `Доля SQL ${how}, дело в одной кампании` : `Доля SQL ${how}, сильнее всех тянет одна кампания`
}

function titleEn(f: Format, { value, before, culprit, isAlone }: Facts): string {
  const how =
    before !== null && before > value
      ? `fell from ${f.percent(before)} to ${f.percent(value)}`
      : `is below plan: ${f.percent(value)}`
  if (!culprit) return `SQL share ${how}`
  return isAlone ? `SQL share ${how}, and one campaign explains it` : `SQL share ${how}; one campaign pulls hardest`
}

/** Plan-conforming CPL in words, when it looks well while the share is off. */
const cheapCpl = (data: MonthData): number | null => {
  const cpl = judged(data, 'cpl')
  return cpl && cpl.value !== null && (cpl.status === 'on_plan' || cpl.status === 'no_plan') ? cpl.value : null
}

const nameOf = (f: Format, row: SourceRow) => `${row.label[f.language]}, ${f.quote(campaignTitle(row) ?? '—')}`

const reasonOf = (data: MonthData, row: SourceRow) =>
  data.rejects.find((reject) => reject.channel === row.channel && reject.campaign === row.campaign)

function textRu(f: Format, { data, kpi, culprit }: Facts): string {
  if (!culprit) return `Падение ровное: ни одна кампания в одиночку его не объясняет. План ${planText(f, kpi) || '—'}.`
  const { row, without, others } = culprit
  const reason = reasonOf(data, row)
  const why = reason ? `, у ${f.number(reason.leads)} причина отказа «${reason.label.ru}»` : ''
  const plan = planText(f, kpi)
  const cpl = cheapCpl(data)
  const [own, rest] = [costPer(row.spend, row.sql), costPer(others.spend, others.sql)]
  return [
    `${nameOf(f, row)}: ${f.number(row.sql)} SQL из ${f.number(row.valid)} валидных${why}.`,
    `Без неё доля была бы ${f.percent(without)}${plan ? ` при плане ${plan}` : ''}.`,
    kpi.status === 'too_early' ? 'Лиды месяца ещё дозревают, но у остальных кампаний возраст тот же.' : '',
    cpl === null ? '' : `Средний CPL ${f.money(cpl)} выглядит хорошо и это скрывает.`,
    own === null || rest === null ? '' : `Её SQL стоит ${f.money(own)}, у остальных ${f.money(rest)}.`,
  ]
    .filter(Boolean)
    .join(' ')
}

function textEn(f: Format, { data, kpi, culprit }: Facts): string {
  if (!culprit) return `The fall is even: no single campaign explains it. Plan ${planText(f, kpi) || '—'}.`
  const { row, without, others } = culprit
  const reason = reasonOf(data, row)
  const why = reason ? `, ${f.number(reason.leads)} turned down as “${reason.label.en}”` : ''
  const plan = planText(f, kpi)
  const cpl = cheapCpl(data)
  const [own, rest] = [costPer(row.spend, row.sql), costPer(others.spend, others.sql)]
  return [
    `${nameOf(f, row)}: ${f.number(row.sql)} SQL of ${f.number(row.valid)} valid leads${why}.`,
    `Without it the share would be ${f.percent(without)}${plan ? ` against a plan of ${plan}` : ''}.`,
    kpi.status === 'too_early' ? 'The month’s leads are still ripening, but the other campaigns’ are no older.' : '',
    cpl === null ? '' : `The blended CPL of ${f.money(cpl)} looks good and hides it.`,
    own === null || rest === null ? '' : `Its SQL costs ${f.money(own)}, the others’ ${f.money(rest)}.`,
  ]
    .filter(Boolean)
    .join(' ')
}
