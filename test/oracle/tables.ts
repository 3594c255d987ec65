import { parse } from 'csv-parse/sync'
import type { DemoFile } from '#examples/demo/generate.ts'

export type Row = Readonly<Record<string, string>>

/** One file of the demo as rows of texts; nothing is understood yet. */
export function tableOf(files: readonly DemoFile[], name: string, delimiter = ';'): readonly Row[] {
  const file = files.find((one) => one.name === `data/${name}`)
  if (!file) throw new Error(`the demo has no file ${name}`)
  return parse(file.text, { columns: true, delimiter, bom: true })
}

/** Local wall clock as the epoch milliseconds that would print so in UTC; a date that doesn't exist is NaN. */
export function wallTime(year: string, month: string, day: string, clock = '00:00:00'): number {
  const time = Date.parse(`${year}-${month}-${day}T${clock}Z`)
  return Number.isNaN(time) || dayOf(time) !== `${year}-${month}-${day}` ? Number.NaN : time
}

/** `31.10.2026 18:05:09` or `31.10.2026` */
export function russianTime(text: string): number {
  const [date, clock] = text.split(' ')
  const [day, month, year] = date!.split('.')
  return wallTime(year!, month!, day!, clock)
}

/** `2026-10-31` or `2026-10-31 18:05:09` */
export function isoTime(text: string): number {
  const [date, clock] = text.split(' ')
  const [year, month, day] = date!.split('-')
  return wallTime(year!, month!, day!, clock)
}

export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10)

export const monthOf = (time: number): string => dayOf(time).slice(0, 7)

/** `1 234,56` or `1234.56` in kopecks */
export const kopecks = (text: string): number => Math.round(Number(text.replace(/\s/g, '').replace(',', '.')) * 100)

export const sum = <T>(rows: readonly T[], amount: (row: T) => number): number =>
  rows.reduce((total, row) => total + amount(row), 0)

export const count = <T>(rows: readonly T[], test: (row: T) => boolean): number => rows.filter(test).length

export const first = (times: readonly (number | undefined)[]): number | undefined => {
  const known = times.filter((time) => time !== undefined)
  return known.length > 0 ? Math.min(...known) : undefined
}
