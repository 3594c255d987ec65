import * as wire from '#ingest/mapping/wire.ts'
import type { DirectAsk } from './settings.ts'
import { cell, type ReportRow } from './table.ts'

type Cell = ReportRow[string] | undefined

export const isMicros = ({ facts, settings }: DirectAsk) => Boolean(facts.money_in_micros ?? settings.report.micros)

/** Micros of an amount, in whichever unit the report was asked for: one with decimals is none in micros. */
export function amount(column: string, value: Cell, ask: DirectAsk) {
  if (!isMicros(ask)) return wire.money(column, value)
  if (value?.includes('.')) throw wire.bad('NUMBER', column)
  return wire.micros(column, value)
}

/** Whole kopecks in micros, without a decimal point: where decimals were asked for, they have one. */
export const isWhole = (value: Cell) => cell(value) === null || /^(0|\d+0000)$/.test(value!)

/** More for one than anybody pays; without any, the amount stands for one. */
export const isBeyond = (most: number, value: Cell, count: Cell) =>
  Number(value) >= most * Math.max(1, Number(count) || 0)
