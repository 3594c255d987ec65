import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Secrets } from '#shared/runtime.ts'
import { type FileConnection, hashedCell, type PersonalColumns, personalColumns } from './sources/file/index.ts'

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

/**
 * What happens to the cells of a row before anything of it is stored; undefined: nothing.
 * `already`: the cells come from raw, where these columns were guarded before and stay so.
 */
export function protection(
  connection: FileConnection,
  header: readonly string[],
  key: Uint8Array,
  already: PersonalColumns = { drop: [], hash: [] },
): ((cells: Cells) => Cells) | undefined {
  const personal = personalColumns(connection)
  const guardOf = (column: string): Guard | undefined => {
    const hashed = personal.hash.find((one) => one.column === column)
    if (isGuarded(already, column)) return isGuarded(personal, column) ? undefined : erased
    if (hashed) return (cell) => hashedCell(hashed.kind, cell, connection.region, key)
    return personal.drop.includes(column) ? dropped : undefined
  }
  const guards = header.flatMap((column, i) => {
    const guard = guardOf(column)
    return guard ? [{ i, guard }] : []
  })
  if (guards.length === 0) return undefined
  return (cells) => {
    const kept = [...cells]
    for (const { i, guard } of guards) if (kept[i] !== undefined) kept[i] = guard(kept[i])
    return kept
  }
}
