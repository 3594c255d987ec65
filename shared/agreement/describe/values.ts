import { say, type Text } from '#shared/i18n/text.ts'
import type { Kpi } from '../kpi-catalogue.ts'
import { countText, moneyText, shareText } from '../lint/numbers.ts'
import type { Agreement } from '../schema.ts'
import type { Target } from '../target.ts'

const join = (left: string, right: Text): Text => say(`${left} ${right.ru}`, `${left} ${right.en}`)

const unit = (value: Text, ru: string, en: string): Text => say(`${value.ru} ${ru}`, `${value.en} ${en}`)

/** 15 → 15 мин, 480 → 8 ч, 2880 → 2 сут. */
export function durationText(minutes: number): Text {
  if (minutes % 1440 === 0) return unit(countText(minutes / 1440), 'сут.', minutes === 1440 ? 'day' : 'days')
  if (minutes % 60 === 0) return unit(countText(minutes / 60), 'ч', 'h')
  return unit(countText(minutes), 'мин', 'min')
}

/** A number of a KPI in its unit. */
export function kpiValueText(kpi: Kpi, value: number, currency: string): Text {
  switch (kpi.unit) {
    case 'money':
      return moneyText(value, currency)
    case 'share':
      return shareText(value)
    case 'minutes':
      return unit(countText(value), 'мин', 'min')
    case 'days':
      return unit(countText(value), 'дн.', 'days')
    default:
      return countText(value)
  }
}

/** ≥ 120, ≤ 1 200 ₽, 800 ₽ – 1 200 ₽ */
export function targetText(kpi: Kpi, { comparison, low, high }: Target, currency: string): Text {
  const shown = (value: number | null) => kpiValueText(kpi, value ?? 0, currency)
  if (comparison === 'min') return join('≥', shown(low))
  if (comparison === 'max') return join('≤', shown(high))
  const [from, to] = [shown(low), shown(high)]
  return say(`${from.ru} – ${to.ru}`, `${from.en} – ${to.en}`)
}

type Criterion = NonNullable<Agreement['criteria']>['sql'][string]

const range = (low: number, high: number): Text => {
  const [from, to] = [countText(low), countText(high)]
  return say(`от ${from.ru} до ${to.ru}`, `from ${from.en} to ${to.en}`)
}

/** What a criterion asks for, in words. */
export function criterionText(criterion: Criterion): Text {
  if ('in' in criterion) return say(criterion.in.join(', '), criterion.in.join(', '))
  if ('not_in' in criterion)
    return say(`кроме: ${criterion.not_in.join(', ')}`, `except: ${criterion.not_in.join(', ')}`)
  if ('between' in criterion) return range(...criterion.between)
  if ('min' in criterion) return join('≥', countText(criterion.min))
  if ('max' in criterion) return join('≤', countText(criterion.max))
  const [around, tolerance] = [countText(criterion.around), shareText(criterion.tolerance)]
  return say(`${around.ru} ± ${tolerance.ru}`, `${around.en} ± ${tolerance.en}`)
}

const clockKinds = { working: say('рабочее время', 'working time'), wall: say('календарное время', 'wall clock') }

export const clockKindText = (kind: 'working' | 'wall'): Text => clockKinds[kind]

const sides: Readonly<Record<string, Text>> = {
  marketing: say('маркетинг', 'marketing'),
  sales: say('продажи', 'sales'),
  shared: say('вместе', 'shared'),
  common: say('общий', 'common'),
}

/** A team in words; a name of the company's own stays as it is. */
export const sideText = (side: string): Text => sides[side] ?? say(side, side)
