import { dateReader } from '#shared/numbers/date.ts'

/** How the dates of a column are written. */
export interface DatesGuess {
  /** Formats that together read the column's dates, likeliest first. */
  readonly dates?: readonly string[]
  /** Day and month may change places: nothing in the sample tells. */
  readonly isOrderUnclear?: boolean
}

/** What share of a column's cells must fit: files hold a broken date or a word among dates. */
const enough = 0.75

const dayFirst = ['dd.MM.yyyy', 'dd/MM/yyyy', 'dd-MM-yyyy', 'dd.MM.yy', 'dd/MM/yy']
const monthFirst = ['MM/dd/yyyy', 'MM-dd-yyyy', 'MM/dd/yy', 'MM.dd.yyyy']
const worded = [
  'MMM dd, yyyy',
  'EEE, MMM dd, yyyy',
  'dd MMM yyyy',
  'dd MMM yyyy г.',
  'dd-MMM-yyyy',
  'dd-MMM-yy',
  'dd MMM yy',
]
const clocks = [' HH:mm:ss', ' HH:mm', '', ', HH:mm:ss', ', HH:mm']
const timed = (formats: readonly string[]) => formats.flatMap((day) => clocks.map((clock) => day + clock))
const halves = [' HH:mm:ss a', ' HH:mm a', ', HH:mm:ss a', ', HH:mm a']
const halved = (formats: readonly string[]) => formats.flatMap((day) => halves.map((clock) => day + clock))
const numbered = [...timed(dayFirst), ...timed(monthFirst), ...timed(['yyyy/MM/dd', 'yyyy.MM.dd'])]
const candidates = [
  ...['iso', ...numbered, 'yyyyMMdd', ...timed(worded)],
  ...halved([...monthFirst, ...dayFirst, 'MMM dd, yyyy', 'dd MMM yyyy']),
]

export function guessDates(cells: readonly string[]): DatesGuess {
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
  // With dots nobody writes the month first.
  return { dates, isOrderUnclear: swapped !== undefined && !first.format.startsWith('dd.') }
}

const isMonthFirst = (format: string): boolean => /^MM[^M]/.test(format)
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

/** One column of a file that shows which comes first, day or month, speaks for the others that are written alike. */
export function agreeOnOrder<T extends DatesGuess>(columns: readonly T[]): readonly T[] {
  const shown = columns.filter(({ dates, isOrderUnclear }) => dates && !isOrderUnclear)
  return columns.map((column) => {
    const format = column.isOrderUnclear ? column.dates?.[0] : undefined
    if (format === undefined) return column
    const alike = new Set(shown.flatMap(({ dates = [] }) => dates).filter((other) => markOf(other) === markOf(format)))
    const isMonthShown = [...alike].some(isMonthFirst)
    if (alike.size === 0 || (isMonthShown && ![...alike].every(isMonthFirst))) return column
    const dates = isMonthShown === isMonthFirst(format) ? column.dates : column.dates?.map(swap)
    return { ...column, dates, isOrderUnclear: false }
  })
}

const markOf = (format: string): string | undefined => /^(?:dd|MM)(.)(?:dd|MM)/.exec(format)?.[1]
