import { say } from '#shared/i18n/text.ts'
import { type RecordName, records } from '#shared/records/index.ts'
import type { ColumnKind, Columns, Value } from '#shared/records/record.ts'
import { BadValue, type Mapped } from '../mapping/mapped.ts'

interface Part {
  readonly name: string
  readonly kind: ColumnKind
  readonly isRequired: boolean
  readonly isKey: boolean
}

const parts = new Map<RecordName, readonly Part[]>()

function partsOf(record: RecordName): readonly Part[] {
  const standing = parts.get(record)
  if (standing) return standing
  const { columns, key } = records[record] as { readonly columns: Columns; readonly key: readonly string[] }
  const made = Object.entries(columns).flatMap(([name, { kind, required }]): readonly Part[] =>
    name === 'pulled_at' ? [] : [{ name, kind, isRequired: required === true, isKey: key.includes(name) }],
  )
  parts.set(record, made)
  return made
}

/** Every column of the record, null where nothing was said. Throws BadValue for what the record does not allow. */
export function complete(mapped: Mapped, account: string): Mapped {
  const row: Record<string, Value> = {}
  for (const { name, kind, isRequired, isKey } of partsOf(mapped.record)) {
    const value = mapped.row[name] ?? (name === 'account' ? account : null)
    if (value === null && isRequired && (isKey || !mapped.patch)) {
      throw new BadValue('REQUIRED', name, say(`Нет поля ${name}.`, `The field ${name} is missing.`))
    }
    if (value !== null && !isOfKind(kind, value)) {
      throw new BadValue('RANGE', name, say(`Поле ${name} не того вида.`, `The field ${name} is of another kind.`))
    }
    row[name] = value
  }
  return { ...mapped, row: mapped.patch ? mapped.row : row }
}

const mostText = 100_000
const mostMicros = 2n ** 63n

function isOfKind(kind: ColumnKind, value: Value): boolean {
  if (kind === 'money') return typeof value === 'bigint' && value < mostMicros && value >= -mostMicros
  if (kind === 'bool') return typeof value === 'boolean'
  if (kind === 'int' || kind === 'instant') return Number.isSafeInteger(value)
  if (kind === 'double') return typeof value === 'number' && Number.isFinite(value)
  return typeof value === 'string' && value.length <= mostText
}
