import { defineKpi, type Kpi, type KpiZone } from './kpi.ts'

export type Pair = readonly [ru: string, en: string]

/** A share of one group in another; its formula is always part ÷ whole. */
export const part = (id: string, zone: KpiZone, label: Pair, definition: Pair, over: readonly [Pair, Pair]): Kpi =>
  defineKpi(id, { zone, unit: 'share', isPart: true }, label, definition, [
    `${over[0][0]} ÷ ${over[1][0]}`,
    `${over[0][1]} ÷ ${over[1][1]}`,
  ])

export const byDay = (ru: string, en: string): Pair => [`${ru} По дате лида.`, `${en} Dated by the lead.`]

/** Groups that several files count in. */
export const valid: Pair = ['валидные лиды', 'valid leads']
export const visits: Pair = ['визиты', 'visits']
export const contacted: Pair = ['лиды с контактом', 'contacted leads']
