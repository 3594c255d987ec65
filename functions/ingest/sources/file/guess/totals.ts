import { isPlaceholder } from '#shared/numbers/number.ts'
import { cleanText } from '../cells.ts'
import type { Filter } from '../connection.ts'
import type { Role } from './role.ts'
import type { Sheet } from './sheet.ts'
import { roleOf } from './words.ts'

type Row = readonly string[]

const label = /^(итого|всего|общий итог|промежуточный итог|total|totals|grand total|sub-?total)$/
const labelled = /^(итого|всего|total|grand total|sub-?total)(?!\p{L})/u

/** Longer texts are no labels. */
const labelLimit = 100

const wordsOf = (cell: string): string =>
  cell.length > labelLimit
    ? ''
    : cleanText(cell)
        .toLowerCase()
        .replace(/[:.\s]+$/, '')

/** Which cell of a row says that the row is a sum of others; -1: none. */
export function totalAt(row: Row, days: readonly number[]): number {
  const plain = row.findIndex((cell) => label.test(wordsOf(cell)))
  if (plain >= 0) return plain
  // "Total war" may be a campaign: more words make a sum only of a row that has no day.
  const at = row.findIndex((cell) => labelled.test(wordsOf(cell)))
  const isDated = days.some((day) => day !== at && !isPlaceholder(row[day]!.trim()))
  return at >= 0 && days.length > 0 && !isDated ? at : -1
}

const dayRoles: ReadonlySet<Role | undefined> = new Set(['date', 'created', 'paid_at', 'closed', 'period_start'])

const period = /^(месяц|неделя|период|month|week|period)$/i

/** Rows that are sums of other rows: they tell nothing of a column, and must not be counted a second time. */
export function splitTotals({ header, rows, tail = [] }: Pick<Sheet, 'header' | 'rows' | 'tail'>) {
  const days = header.flatMap((name, at) => (dayRoles.has(roleOf(name)) || period.test(name.trim()) ? [at] : []))
  const labels = new Map<number, Set<string>>()
  const isOwn = (row: Row): boolean => {
    const at = totalAt(row, days)
    if (at >= 0) labels.set(at, (labels.get(at) ?? new Set()).add(cleanText(row[at]!)))
    return at < 0
  }
  const own = rows.filter(isOwn)
  tail.forEach(isOwn)
  const filters = [...labels].map(([at, found]) => filterOf(header[at]!, [...found], days.includes(at)))
  return { rows: own, filters }
}

const fewLabels = 3

/** "Итого за 01.10", "Итого за 02.10": the next export has others. Among days they are told by their first word. */
function filterOf(column: string, labels: readonly string[], isDay: boolean): Filter {
  if (!isDay || labels.length <= fewLabels) return { column, not_in: [...labels] }
  const words = new Set(labels.map((text) => /^\p{L}+/u.exec(text)![0]))
  return { column, matches: `^(?!(${[...words].join('|')})(?!\\p{L}))` }
}
