import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Secrets } from '#shared/runtime.ts'
import { hashedCell } from '../sources/file/hashed-cell.ts'
import type { FileConnection } from '../sources/file/index.ts'
import { type PersonalColumns, personalColumns } from '../sources/file/personal.ts'

/** As `init` writes it: hexadecimal. */
export const personalKeyName = 'CONCORD_PERSONAL_KEY'

type Cells = readonly string[]
type Guard = (cell: string) => string

/** The company's key. Errors: FixConfig when the connection needs one and there is none. */
export async function personalKey(connection: FileConnection, secrets: Secrets): Promise<Uint8Array> {
  const hex = await secrets.read(personalKeyName)
  if (hex) return Buffer.from(hex, 'hex')
  if (personalColumns(connection).hash.length === 0) return new Uint8Array()
  throw new FixConfig({
    who: connection.name,
    code: 'NO_PERSONAL_KEY',
    what: say(
      `Телефоны и почту нечем хешировать: нет ключа ${personalKeyName}.`,
      `Phones and e-mails can't be hashed: there is no ${personalKeyName}.`,
    ),
    where: connection.path,
    hint: say('Восстановите .env проекта из копии.', "Restore the project's .env from its backup."),
  })
}

/** Only whether a dropped cell was filled may be known later: `{present: …}` asks that. */
const dropped: Guard = (cell) => (cell.trim() === '' ? '' : 'h1:')
const erased: Guard = () => ''
const isGuarded = ({ drop, hash }: PersonalColumns, column: string) =>
  drop.includes(column) || hash.some((one) => one.column === column)

/** What happens to the cells of one column before anything of them is stored. */
export interface CellGuard {
  readonly at: number
  readonly guard: Guard
}

/** `already`: the cells come from raw, where these columns were guarded before and stay so. */
export function cellGuards(
  connection: FileConnection,
  header: readonly string[],
  key: Uint8Array,
  already: PersonalColumns = { drop: [], hash: [] },
): readonly CellGuard[] {
  const personal = personalColumns(connection)
  const guardOf = (column: string): Guard | undefined => {
    const hashed = personal.hash.find((one) => one.column === column)
    if (isGuarded(already, column)) return isGuarded(personal, column) ? undefined : erased
    if (hashed) return (cell) => hashedCell(hashed.kind, cell, connection.region, key)
    return personal.drop.includes(column) ? dropped : undefined
  }
  return header.flatMap((column, at) => {
    const guard = guardOf(column)
    return guard ? [{ at, guard }] : []
  })
}

/** The same for whole rows; undefined: nothing. */
export function protection(guards: readonly CellGuard[]): ((cells: Cells) => Cells) | undefined {
  if (guards.length === 0) return undefined
  return (cells) => {
    const kept = [...cells]
    for (const { at, guard } of guards) if (kept[at] !== undefined) kept[at] = guard(kept[at])
    return kept
  }
}
