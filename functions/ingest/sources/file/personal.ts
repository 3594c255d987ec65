import type { Problem } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { PersonalKind } from '#shared/people/keys.ts'
import type { FileConnection } from './connection.ts'
import { type ColumnUse, columnsUsed } from './expression-tree.ts'
import { type Place, placeOf } from './places.ts'

export interface PersonalColumns {
  /** Columns that are not stored anywhere. */
  readonly drop: readonly string[]
  /** Columns stored only as `hashedCell` makes them. */
  readonly hash: readonly { readonly column: string; readonly kind: PersonalKind }[]
}

/** Which columns of the file must not reach the lake as they stand. */
export function personalColumns(connection: FileConnection): PersonalColumns {
  const kinds = new Map<string, PersonalKind>()
  for (const { column, as } of usesOf(connection)) if (as === 'phone' || as === 'email') kinds.set(column, as)
  return {
    drop: connection.personal.filter((column) => !kinds.has(column)),
    hash: [...kinds].map(([column, kind]) => ({ column, kind })),
  }
}

function usesOf(connection: FileConnection): readonly ColumnUse[] {
  return connection.records.flatMap((mapping) =>
    [...Object.values(mapping.columns), ...Object.values(mapping.each ?? {})].flatMap(columnsUsed),
  )
}

function valueFilters(connection: FileConnection): readonly string[] {
  return [connection.where, ...connection.records.map(({ where = [] }) => where)]
    .flat()
    .filter((filter) => filter.in ?? filter.not_in ?? filter.matches)
    .map(({ column }) => column)
}

/** A personal cell isn't in raw, so a mapping that needs it could not be read again. */
export function personalProblems(connection: FileConnection, place: Place): Problem[] {
  const { drop, hash } = personalColumns(connection)
  const uses = usesOf(connection)
  const asValue = new Set([
    ...uses.filter(({ as }) => as === 'value').map(({ column }) => column),
    ...valueFilters(connection),
  ])
  const kept = [...new Set([...drop, ...hash.map(({ column }) => column)])].filter((column) => asValue.has(column))
  const both = hash.filter(({ column, kind }) => uses.some((use) => use.column === column && isOther(use.as, kind)))
  return [
    ...kept.map((column) => ({
      who: place.who,
      code: 'PERSONAL',
      what: say(
        `Колонка «${column}» — личные данные: её нельзя брать как есть.`,
        `The column "${column}" is personal data: it can't be taken as it stands.`,
      ),
      where: placeOf(place, ['records']),
      hint: say(
        'Телефон и почту берите так: phone_key: {phone: Телефон}, email_key: {email: Почта}',
        'Take phone and e-mail so: phone_key: {phone: Phone}, email_key: {email: Email}',
      ),
    })),
    ...both.map(({ column }) => ({
      who: place.who,
      code: 'PERSONAL',
      what: say(
        `Колонка «${column}» взята и как телефон, и как почта.`,
        `The column "${column}" is taken both as a phone and as an e-mail.`,
      ),
      where: placeOf(place, ['records']),
      hint: say('Оставьте одно из двух.', 'Keep one of the two.'),
    })),
  ]
}

const isOther = (as: ColumnUse['as'], kind: PersonalKind): boolean => (as === 'phone' || as === 'email') && as !== kind
