import type { Expression } from '../connection.ts'
import type { ColumnGuess } from './columns.ts'
import type { Guess } from './guess.ts'
import type { Role } from './words.ts'

/** Every column that a file has for a role is `say`, with how its dates and numbers differ from the rest of the file. */
export function tableOf(guess: Guess) {
  const byRole = new Map<Role, ColumnGuess>()
  for (const column of guess.columns) if (column.role && !byRole.has(column.role)) byRole.set(column.role, column)
  const first = (...roles: readonly Role[]) =>
    roles.map((role) => byRole.get(role)).find((found) => found !== undefined)
  const usual = commonDates(guess)
  const expressionOf = (column: ColumnGuess): Expression => {
    const differs = column.dates && column.dates.join() !== usual.join()
    const date = differs ? { date: column.dates.length === 1 ? column.dates[0]! : [...column.dates] } : {}
    const mark = column.decimal !== undefined && column.decimal !== 'unclear' && column.decimal !== guess.decimal
    const decimal = mark ? { decimal: column.decimal as 'point' | 'comma' } : {}
    return differs || mark ? { column: column.name, ...date, ...decimal } : column.name
  }
  return {
    columns: guess.columns,
    has: (role: Role) => byRole.has(role),
    column: first,
    name: (...roles: readonly Role[]) => first(...roles)?.name,
    /** Entries for the columns that exist: target column → roles that may feed it. */
    take: (wanted: Readonly<Record<string, readonly Role[]>>): Record<string, Expression> =>
      Object.fromEntries(
        Object.entries(wanted).flatMap(([target, roles]) => {
          const found = first(...roles)
          return found ? [[target, expressionOf(found)]] : []
        }),
      ),
  }
}

export type Table = ReturnType<typeof tableOf>

/** The date formats of the column that matters most; they stand once for the whole connection. */
export function commonDates(guess: Guess): readonly string[] {
  const order: readonly Role[] = ['created', 'date', 'paid_at', 'closed', 'updated']
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
