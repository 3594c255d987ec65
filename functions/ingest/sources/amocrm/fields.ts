import * as z from 'zod'
import * as wire from '#ingest/mapping/wire.ts'
import { dayText, localDay } from '#shared/numbers/zone.ts'
import type { SourceConnection } from '../../source-connection.ts'
import { type FieldReader, numberIn, plainNumber } from '../crm/field-reader.ts'

/** `custom_fields_values` of a lead, contact or company. */
export const customFields = wire.list(
  z.looseObject({
    field_id: wire.text.optional(),
    field_code: wire.text.optional(),
    field_type: wire.text.optional(),
    values: wire.list(z.unknown()),
  }),
)
export type CustomField = z.output<typeof customFields>[number]

const valueRow = z.looseObject({ value: z.union([z.string(), z.boolean()]) })

export function fieldReader(
  given: readonly CustomField[],
  { fields }: Pick<SourceConnection, 'fields'>,
  zone: string,
): FieldReader {
  const found = (key: string) => given.find(({ field_id, field_code }) => field_id === key || same(field_code, key))
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
      return /^\d{9,11}$/.test(value) ? wire.unix(word, value) : wire.instant(word, value, zone)
    },
  }
}

const same = (code: string | null | undefined, key: string) => code?.toUpperCase() === key.toUpperCase()

/** A person's value stands there as a hash: it is not the value. */
const valuesOf = ({ values }: CustomField): readonly string[] =>
  values.flatMap((one) => {
    const read = valueRow.safeParse(one)
    const text = read.success ? String(read.data.value).trim() : ''
    return text === '' || text.startsWith('h1:') ? [] : [text]
  })

const dateTypes = new Set(['date', 'date_time', 'birthday'])

function textOf(field: CustomField, zone: string): string | null {
  const isDate = dateTypes.has(field.field_type ?? '')
  const values = valuesOf(field).map((value) =>
    isDate && /^-?\d{1,11}$/.test(value) ? dayText(localDay(Number(value) * 1000, zone)) : value,
  )
  return values.join(', ') || null
}
