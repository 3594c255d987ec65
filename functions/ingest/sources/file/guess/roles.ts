import type { Expression } from '../connection.ts'
import type { ColumnGuess } from './columns.ts'
import type { Guess } from './guess.ts'
import type { Role } from './role.ts'
import { roleOf } from './words.ts'

/** Every column that a file has for a role is `say`, with how its dates and numbers differ from the rest of the file. */
export function tableOf(guess: Guess) {
  const byRole = new Map<Role, ColumnGuess>()
  const taken = guess.columns.filter(({ isScaled }) => !isScaled)
  // What a header says goes before what the cells look like: a number dialled is no client's.
  for (const column of [...taken.filter(isNamed), ...taken])
    if (column.role && !byRole.has(column.role)) byRole.set(column.role, column)
  const first = (...roles: readonly Role[]) =>
    roles.map((role) => byRole.get(role)).find((found) => found !== undefined)
  const usual = commonDates(guess)
  const main = mainDates(guess)
  const expressionOf = (column: ColumnGuess): Expression => {
    const differs = column.dates && column.dates.join() !== usual.join() && column.dates.join() !== main.join()
    const date = differs ? { date: column.dates.length === 1 ? column.dates[0]! : [...column.dates] } : {}
    const mark = column.decimal !== undefined && column.decimal !== 'unclear' && column.decimal !== guess.decimal
    const decimal = mark ? { decimal: column.decimal as 'point' | 'comma' } : {}
    return differs || mark ? { column: column.name, ...date, ...decimal } : column.name
  }
  const clock = clockOf(guess)
  /** A day whose time stands in a column of its own. */
  const momentOf = (column: ColumnGuess): Expression =>
    clock && isDay(column) && column.role !== 'closed' && column.role !== 'updated'
      ? { join: [column.name, clock.name], with: ' ' }
      : expressionOf(column)
  return {
    columns: guess.columns,
    has: (role: Role) => byRole.has(role),
    column: first,
    name: (...roles: readonly Role[]) => first(...roles)?.name,
    /** All columns of a role; those whose header says so, where there are any. */
    names: (role: Role): readonly string[] => {
      const all = taken.filter((column) => column.role === role)
      const named = all.filter(isNamed)
      return (named.length > 0 ? named : all).map(({ name }) => name)
    },
    /** Entries for the columns that exist: target column → roles that may feed it. */
    take: (wanted: Readonly<Record<string, readonly Role[]>>): Record<string, Expression> =>
      Object.fromEntries(
        Object.entries(wanted).flatMap(([target, roles]) => {
          const found = first(...roles)
          return found ? [[target, target.endsWith('_at') ? momentOf(found) : expressionOf(found)]] : []
        }),
      ),
  }
}

const isNamed = ({ name, role }: ColumnGuess): boolean => role !== undefined && roleOf(name) === role

export type Table = ReturnType<typeof tableOf>

/** The column of times of day beside the column of days. */
const clockOf = ({ columns }: Guess): ColumnGuess | undefined => columns.find(({ role }) => role === 'time')

const isDay = ({ dates }: ColumnGuess): boolean => dates?.every((format) => !format.includes('HH')) ?? false

/** The date formats of the column that matters most; they stand once for the whole connection. */
export function commonDates(guess: Guess): readonly string[] {
  const dates = mainDates(guess)
  const clock = clockOf(guess)
  const isShort = clock?.values.some((time) => time.split(':').length === 2) || clock?.values.length === 0
  const times = clock ? [' HH:mm:ss', ...(isShort ? [' HH:mm'] : [])] : []
  return [
    ...dates.flatMap((day) => (day.includes('HH') || day === 'iso' ? [] : times.map((time) => day + time))),
    ...dates,
  ]
}

function mainDates(guess: Guess): readonly string[] {
  const order: readonly Role[] = ['created', 'date', 'period_start', 'paid_at', 'closed', 'updated']
  const dated = guess.columns.filter(({ dates }) => dates !== undefined)
  const first = order.map((role) => dated.find((column) => column.role === role)).find((found) => found !== undefined)
  return (first ?? dated[0])?.dates ?? ['iso']
}

/** UTM marks, all but the campaign, which files also call otherwise. */
export const marks = {
  utm_source: ['utm_source'],
  utm_medium: ['utm_medium'],
  utm_content: ['utm_content'],
  utm_term: ['utm_term'],
} as const satisfies Record<string, readonly Role[]>
