import { say } from '#shared/i18n/text.ts'
import { type RecordName, records } from '#shared/records/index.ts'
import type { ColumnKind, Columns, Value } from '#shared/records/record.ts'
import { BadValue, type Mapped } from '../mapping/mapped.ts'

interface Part {
  readonly name: string
  readonly isOfKind: (value: Value) => boolean
  readonly isRequired: boolean
  readonly isKey: boolean
}

interface Shape {
  readonly parts: readonly Part[]
  /** All columns, null: a copy of it is made in one step. */
  readonly empty: Readonly<Record<string, Value>>
}

const shapes = new Map<RecordName, Shape>()

function shapeOf(record: RecordName): Shape {
  const standing = shapes.get(record)
  if (standing) return standing
  const { columns, key } = records[record] as { readonly columns: Columns; readonly key: readonly string[] }
  const parts = Object.entries(columns)
    .filter(([name]) => name !== 'pulled_at')
    .map(([name, { kind, required }]): Part => {
      return { name, isOfKind: kinds[kind], isRequired: required === true, isKey: key.includes(name) }
    })
  const made = { parts, empty: Object.fromEntries(parts.map(({ name }) => [name, null])) }
  shapes.set(record, made)
  return made
}

/** Every column of the record, null where nothing was said. Throws BadValue for what the record does not allow. */
export function complete(mapped: Mapped, account: string): Mapped {
  const { record, row: given, patch } = mapped
  const { parts, empty } = shapeOf(record)
  const row: Record<string, Value> = { ...empty }
  for (const { name, isOfKind, isRequired, isKey } of parts) {
    const value = given[name] ?? (name === 'account' ? account : null)
    if (value === null) {
      if (isRequired && (isKey || !patch))
        throw new BadValue('REQUIRED', name, say(`Нет поля ${name}.`, `The field ${name} is missing.`))
      continue
    }
    if (!isOfKind(value)) {
      throw new BadValue('RANGE', name, say(`Поле ${name} не того вида.`, `The field ${name} is of another kind.`))
    }
    row[name] = value
  }
  return patch ? { ...mapped, row: { ...given } } : { record, row, day: mapped.day }
}

const mostText = 100_000
const mostMicros = 2n ** 63n

const isText = (value: Value) => typeof value === 'string' && value.length <= mostText
const isWhole = (value: Value) => Number.isSafeInteger(value)

const kinds: Readonly<Record<ColumnKind, (value: Value) => boolean>> = {
  ...{ id: isText, text: isText, date: isText, int: isWhole, instant: isWhole },
  money: (value) => typeof value === 'bigint' && value < mostMicros && value >= -mostMicros,
  bool: (value) => typeof value === 'boolean',
  double: (value) => typeof value === 'number' && Number.isFinite(value),
}
