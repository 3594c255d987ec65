import { type DecimalMark, isPlaceholder, readDecimal } from '#shared/numbers/number.ts'
import { agreeOnOrder, type DatesGuess, guessDates } from './dates.ts'
import { hasPeople, lackCountry, personalRole } from './people.ts'
import { periodEnd } from './period.ts'
import { countRoles, moneyRoles, type Role } from './role.ts'
import type { Sheet } from './sheet.ts'
import { isScaledTitle, moneyUnit } from './units.ts'
import { roleOf } from './words.ts'

export interface ColumnGuess extends DatesGuess {
  readonly name: string
  readonly role?: Role
  /** How its decimals are written, when they show it; `unclear`: 1.234 only. */
  readonly decimal?: DecimalMark | 'unclear'
  readonly currency?: string
  /** Amounts in thousands or millions: they must not be taken as they stand. */
  readonly isScaled?: boolean
  /** Days that begin a period of several: they are nobody's day. */
  readonly isPeriod?: boolean
  /** Phones that don't say their country. */
  readonly lackCountry?: boolean
  /** Phones, e-mails or names stand in it, though no role says so. */
  readonly isPersonal?: boolean
  readonly isNumber: boolean
  readonly isUnique: boolean
  /** Different values, when there are few. */
  readonly values: readonly string[]
}

/** What share of a column's cells must fit: files hold a word among numbers. */
const enough = 0.75
/** Cells of a column that are looked at for formats. */
const looked = 500

export function guessColumns({ header, rows, above = [] }: Sheet): readonly ColumnGuess[] {
  const areScaled = above.some(isScaledTitle)
  const columns = header.map((name, at) => {
    const cells = rows.map((row) => row[at]!.trim()).filter((cell) => !isPlaceholder(cell))
    const column = columnGuess(name, cells)
    return areScaled && column.role && moneyRoles.has(column.role) ? { ...column, isScaled: true } : column
  })
  const end = periodEnd(header, rows)
  return agreeOnOrder(end === undefined ? columns : columns.map((column) => withoutPeriod(column, end)))
}

/** A row for a whole period says nothing of its first day. */
const withoutPeriod = (column: ColumnGuess, { start }: { readonly start: string }): ColumnGuess =>
  column.name === start ? { ...column, role: undefined, isPeriod: true } : column

function columnGuess(name: string, cells: readonly string[]): ColumnGuess {
  const different = new Set(cells)
  const sample = [...different].slice(0, looked)
  const dates = guessDates(sample)
  const named = roleOf(name)
  const shown = checkedRole(named, name, cells)
  // A phone that repeats all the time is the one that was dialled.
  const isOurs = shown === 'phone' && named === undefined && different.size * 2 <= cells.length
  const role = isOurs ? undefined : shown
  const numbers = dates.dates ? noNumbers : guessNumbers(sample, role !== undefined && countRoles.has(role))
  const unit = role && moneyRoles.has(role) ? moneyUnit(name) : undefined
  return {
    name,
    role,
    ...dates,
    ...numbers,
    ...(unit?.currency && !('currency' in numbers && numbers.currency) ? { currency: unit.currency } : {}),
    ...(unit?.isScaled || (role === 'cost' && areMicros(sample)) ? { isScaled: true } : {}),
    ...(role === undefined && hasPeople(sample) ? { isPersonal: true } : {}),
    ...(role === 'phone' && lackCountry(sample) ? { lackCountry: true } : {}),
    isUnique: cells.length > 0 && different.size === cells.length,
    values: different.size <= 60 ? [...different] : [],
  }
}

/** The values may say better than the header: CRMs keep ids of contacts under "Contact Name". */
function checkedRole(role: Role | undefined, name: string, cells: readonly string[]): Role | undefined {
  const share = (shape: RegExp) => cells.filter((cell) => shape.test(cell)).length / Math.max(cells.length, 1)
  if (role === 'person' && share(/^\d{5,}$/) > 0.8) return 'contact_id'
  // In a school курс is what is taught; where it is a number, it is a rate.
  if (role === 'product' && /^курс$/i.test(name.trim()) && share(/^\d+[.,]\d+$/) > 0.8) return 'rate'
  if (role === undefined && /^(тип|type)$/i.test(name.trim()) && share(inOrOut) > 0.8) return 'direction'
  if (role === 'time' || role === 'created') return isTimeOfDay(name) && share(clock) > 0.8 ? 'time' : notTime(role)
  return role ?? personalRole(share)
}

/** Advertising systems write money in millionths in what is made for programs: nobody spends 1834560000 on a day. */
const areMicros = (cells: readonly string[]): boolean => {
  const spent = cells.filter((cell) => !/^0([.,]0+)?$/.test(cell))
  return spent.length > 1 && spent.every((cell) => /^\d{2,}0000$/.test(cell)) && spent.some((cell) => cell.length > 8)
}

const inOrOut = /^(in|out|вход|исход)/i
const clock = /^\d{1,2}:\d{2}(:\d{2})?$/
const isTimeOfDay = (name: string): boolean => /^(время|time)(?!\p{L})/iu.test(name.trim())
const notTime = (role: Role): Role => (role === 'time' ? 'date' : role)

const noNumbers = { isNumber: false } as const

function guessNumbers(
  cells: readonly string[],
  areWhole: boolean,
): Pick<ColumnGuess, 'isNumber' | 'decimal' | 'currency'> {
  if (cells.length === 0) return noNumbers
  const reads = { point: 0, comma: 0, both: 0 }
  let unclear = false
  let currency: string | undefined
  for (const cell of cells) {
    const point = readDecimal(cell, { decimal: 'point' })
    const comma = readDecimal(cell, { decimal: 'comma' })
    currency ??= (point ?? comma)?.currency
    if (point && comma) reads.both += 1
    else if (point) reads.point += 1
    else if (comma) reads.comma += 1
    unclear ||= point !== undefined && comma !== undefined && point.plain !== comma.plain
  }
  if (reads.point + reads.comma + reads.both < cells.length * enough) return noNumbers
  const mark = reads.comma > reads.point ? 'comma' : reads.point > 0 ? 'point' : undefined
  // There is no thousandth part of a click: a mark before three digits can only group thousands.
  const grouped = areWhole && mark === undefined ? groupMark(cells) : undefined
  return { isNumber: true, currency, decimal: mark ?? grouped ?? (unclear ? 'unclear' : undefined) }
}

function groupMark(cells: readonly string[]): DecimalMark | undefined {
  const marks = new Set(cells.flatMap((cell) => /^\d{1,3}([.,])\d{3}$/.exec(cell)?.[1] ?? []))
  return marks.size === 1 ? (marks.has(',') ? 'point' : 'comma') : undefined
}
