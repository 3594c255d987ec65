import { dateReader } from '#shared/numbers/date.ts'
import { type DecimalMark, isPlaceholder, readDecimal } from '#shared/numbers/number.ts'
import type { Sheet } from './table.ts'
import { type Role, roleOf } from './words.ts'

export interface ColumnGuess {
  readonly name: string
  readonly role?: Role
  /** Formats that together read the column's dates, likeliest first. */
  readonly dates?: readonly string[]
  /** Day and month may change places: nothing in the sample tells. */
  readonly isOrderUnclear?: boolean
  /** How its decimals are written, when they show it; `unclear`: 1.234 only. */
  readonly decimal?: DecimalMark | 'unclear'
  readonly currency?: string
  readonly isNumber: boolean
  readonly isUnique: boolean
  /** Different values, when there are few. */
  readonly values: readonly string[]
}

/** What share of a column's cells must fit: files hold a broken date or a word among numbers. */
const enough = 0.75
/** Cells of a column that are looked at for formats. */
const looked = 500

export function guessColumns({ header, rows }: Sheet): readonly ColumnGuess[] {
  return header.map((name, at) => {
    const cells = rows.map((row) => row[at]!.trim()).filter((cell) => !isPlaceholder(cell))
    return columnGuess(name, cells)
  })
}

function columnGuess(name: string, cells: readonly string[]): ColumnGuess {
  const different = new Set(cells)
  const sample = [...different].slice(0, looked)
  const dates = guessDates(sample)
  const numbers = dates.dates ? noNumbers : guessNumbers(sample)
  return {
    name,
    role: checkedRole(roleOf(name), cells),
    ...dates,
    ...numbers,
    isUnique: cells.length > 0 && different.size === cells.length,
    values: different.size <= 60 ? [...different] : [],
  }
}

/** The values may say better than the header: CRMs keep ids of contacts under "Contact Name". */
function checkedRole(role: Role | undefined, cells: readonly string[]): Role | undefined {
  const share = (shape: RegExp) => cells.filter((cell) => shape.test(cell)).length / Math.max(cells.length, 1)
  if (role === 'person' && share(/^\d{5,}$/) > 0.8) return 'contact_id'
  if (role !== undefined) return role
  if (share(/^[^\s@]+@[^\s@]+\.[^\s@]+$/) > 0.6) return 'email'
  return share(/^\+?[78]?[\s(-]*\d{3}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}$/) > 0.8 && share(/^\d{10}$/) < 0.5
    ? 'phone'
    : undefined
}

const dayFirst = ['dd.MM.yyyy', 'dd/MM/yyyy', 'dd-MM-yyyy', 'dd.MM.yy', 'dd/MM/yy']
const monthFirst = ['MM/dd/yyyy', 'MM-dd-yyyy', 'MM/dd/yy', 'MM.dd.yyyy']
const timed = (formats: readonly string[]) => formats.flatMap((day) => [`${day} HH:mm:ss`, `${day} HH:mm`, day])
const candidates = ['iso', ...timed(dayFirst), ...timed(monthFirst), ...timed(['yyyy/MM/dd', 'yyyy.MM.dd']), 'yyyyMMdd']

function guessDates(cells: readonly string[]): Pick<ColumnGuess, 'dates' | 'isOrderUnclear'> {
  if (cells.length === 0) return {}
  const fits = candidates
    .map((format) => ({ format, count: countOf(cells, format) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
  const first = fits[0]
  if (!first || first.count < cells.length * 0.5) return {}
  const same = fits.filter(({ format }) => isMonthFirst(format) === isMonthFirst(first.format))
  const dates = smallestSet(
    cells,
    same.map(({ format }) => format),
  )
  const read = dateReader(dates, 'UTC')
  if (cells.filter((cell) => read(cell)).length < cells.length * enough) return {}
  const other = swap(first.format)
  const swapped = fits.find(({ format, count }) => format === other && other !== first.format && count === first.count)
  return { dates, isOrderUnclear: swapped !== undefined }
}

const isMonthFirst = (format: string): boolean => format.startsWith('MM')
const swap = (format: string): string => format.replace(/^(dd|MM)(.)(dd|MM)/, '$3$2$1')

function countOf(cells: readonly string[], format: string): number {
  const read = dateReader([format], 'UTC')
  return cells.reduce((count, cell) => count + (read(cell) ? 1 : 0), 0)
}

function smallestSet(cells: readonly string[], formats: readonly string[]): readonly string[] {
  const chosen: string[] = []
  let left = cells
  for (const format of formats) {
    const read = dateReader([format], 'UTC')
    const rest = left.filter((cell) => !read(cell))
    if (rest.length < left.length) chosen.push(format)
    left = rest
  }
  return chosen
}

const noNumbers = { isNumber: false } as const

function guessNumbers(cells: readonly string[]): Pick<ColumnGuess, 'isNumber' | 'decimal' | 'currency'> {
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
  return { isNumber: true, currency, decimal: mark ?? (unclear ? 'unclear' : undefined) }
}
