import * as z from 'zod'
import * as wire from '#ingest/mapping/wire.ts'
import { dayText, localDay } from '#shared/numbers/zone.ts'
import type { SourceConnection } from '../../source-connection.ts'
import { type FieldReader, numberIn, plainNumber } from '../crm/field-reader.ts'
import { list } from './shapes.ts'

/** `custom_fields_values` of a lead, contact or company. */
export const customFields = list(
  z.object({
    field_id: wire.text.optional(),
    field_code: wire.text.optional(),
    field_type: wire.text.optional(),
    values: list(z.unknown()),
  }),
)
export type CustomField = z.output<typeof customFields>[number]

/** What stands in a row of `values`; undefined: nothing that is a text. */
export function valueIn(given: unknown): string | undefined {
  const value = typeof given === 'object' && given !== null && 'value' in given ? given.value : undefined
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : undefined
}

const uppers = new Map<string, string>()

/** In capitals: the same few names are asked for in every row. */
function upper(name: string): string {
  const known = uppers.get(name)
  if (known !== undefined) return known
  if (uppers.size > 10_000) uppers.clear()
  uppers.set(name, name.toUpperCase())
  return uppers.get(name)!
}

export function fieldReader(
  given: readonly CustomField[],
  { fields }: Pick<SourceConnection, 'fields'>,
  zone: string,
): FieldReader {
  const byKey = new Map<string, CustomField>()
  const name = (key: string | null | undefined, field: CustomField) => {
    if (key && !byKey.has(key)) byKey.set(key, field)
  }
  for (const field of given) {
    name(field.field_id, field)
    name(field.field_code && upper(field.field_code), field)
  }
  const found = (key: string) => byKey.get(key) ?? byKey.get(upper(key))
  const mapped = (word: string) => (fields[word] === undefined ? undefined : found(fields[word]))
  const firstText = (candidates: readonly (CustomField | undefined)[]) =>
    candidates.map((field) => field && textOf(field, zone)).find((text) => text) ?? null
  const text: FieldReader['text'] = (...words) => firstText(words.map(mapped))
  return {
    text,
    byCode: (...codes) => firstText(codes.map(found)),
    number: (word) => numberIn(text(word)),
    money: (...words) => {
      const plain = plainNumber(text(...words))
      return plain === null ? null : wire.money('money', plain)
    },
    instant: (word) => {
      const field = mapped(word)
      const [value] = field ? valuesOf(field) : []
      if (value === undefined) return null
      if (/^\d{9,11}$/.test(value)) return wire.unix(word, value)
      return wire.instant(word, /^\d{4}-\d\d-\d\d$/.test(value) ? `${value}T00:00:00` : value, zone)
    },
  }
}

/** A person's value stands there as a hash: it is not the value. */
const valuesOf = ({ values }: CustomField): readonly string[] =>
  values.flatMap((one) => {
    const text = valueIn(one)?.trim() ?? ''
    return text === '' || text.startsWith('h1:') ? [] : [text]
  })

const dateTypes = new Set(['date', 'date_time', 'birthday'])

function textOf(field: CustomField, zone: string): string | null {
  const isDate = dateTypes.has(field.field_type ?? '')
  const values = valuesOf(field).map((value) => (isDate ? dayOf(value, zone) : value))
  return values.join(', ') || null
}

/** Unix seconds, or a moment with its offset: midnight there. */
function dayOf(value: string, zone: string): string {
  if (/^-?\d{1,11}$/.test(value)) return dayText(localDay(Number(value) * 1000, zone))
  const ms = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(ms) ? value : dayText(localDay(ms, zone))
}
