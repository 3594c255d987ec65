import type { Text } from '#shared/i18n/text.ts'

export type KpiZone = 'marketing' | 'shared' | 'sales' | 'common'
export type KpiUnit = 'count' | 'money' | 'share' | 'minutes' | 'days' | 'number'

export interface Kpi {
  readonly id: string
  /** Whose line of the report it stands in, and the default owner. */
  readonly zone: KpiZone
  readonly unit: KpiUnit
  readonly better: 'higher' | 'lower'
  /** Numerator and denominator may be summed over days and channels. */
  readonly isAdditive: boolean
  /** Teams whose work can change it. */
  readonly movers: readonly ('marketing' | 'sales')[]
  /** A share that cannot pass 100 %. */
  readonly isPart: boolean
  readonly label: Text
  readonly definition: Text
  readonly formula: Text
}

type Shape = Pick<Kpi, 'zone' | 'unit'> & Partial<Pick<Kpi, 'better' | 'isAdditive' | 'movers' | 'isPart'>>

const moversOf = (zone: KpiZone): Kpi['movers'] =>
  zone === 'marketing' || zone === 'sales' ? [zone] : ['marketing', 'sales']

/** Texts come in pairs: label, definition, formula, each Russian then English. */
export const defineKpi = (id: string, shape: Shape, ...texts: readonly [Pair, Pair, Pair]): Kpi => {
  const [label, definition, formula] = texts.map(([ru, en]) => ({ ru, en }))
  return {
    id,
    better: 'higher',
    isAdditive: true,
    movers: moversOf(shape.zone),
    isPart: false,
    ...shape,
    label: label!,
    definition: definition!,
    formula: formula!,
  }
}

type Pair = readonly [ru: string, en: string]
