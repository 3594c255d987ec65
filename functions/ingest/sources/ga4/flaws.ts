import * as z from 'zod'
import * as wire from '#ingest/mapping/wire.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { Slice } from '../../source.ts'

export const metadata = z.object({
  currencyCode: wire.text.optional(),
  timeZone: wire.text.optional(),
  subjectToThresholding: z.unknown().optional(),
  dataLossFromOtherRow: z.unknown().optional(),
  samplingMetadatas: z.unknown().optional(),
  /** Since September 2026: days that are no longer kept, or not for the dimensions that are asked for. */
  dataTruncationReasons: z.unknown().optional(),
  schemaRestrictionResponse: z.object({ activeMetricRestrictions: z.unknown().optional() }).nullish(),
})
type Metadata = z.output<typeof metadata>

const isOther = (given: unknown) =>
  typeof given === 'object' && given !== null && Object.values(given).includes('(other)')

/** What keeps a report from being complete. */
export function flaws(found: Metadata, rows: readonly unknown[], slice: Slice): readonly Text[] {
  const restricted = found.schemaRestrictionResponse?.activeMetricRestrictions
  const all = [
    ...when(
      found.subjectToThresholding === true,
      'скрыл строки малых групп (порог)',
      'has withheld rows of small groups (thresholding)',
    ),
    ...when(
      found.dataLossFromOtherRow === true || rows.some(isOther),
      'сложил часть строк в (other)',
      'has put some rows together as (other)',
    ),
    ...when(hasSome(found.samplingMetadatas), 'ответил по выборке', 'has answered from a sample'),
    ...when(
      hasSome(found.dataTruncationReasons),
      'отрезал часть данных: за эти дни он хранит не всё',
      'has cut data off: of these days it no longer keeps all',
    ),
    ...when(hasSome(restricted), 'скрыл часть показателей: нет прав', 'has withheld metrics: a right is missing'),
  ]
  return all.map((flaw) => ofDays(flaw, slice))
}

const hasSome = (value: unknown) => Array.isArray(value) && value.length > 0

const when = (is: boolean, ru: string, en: string): readonly Text[] => (is ? [say(ru, en)] : [])

const ofDays = ({ ru, en }: Text, { from, to }: Slice): Text => {
  const days = from === to ? from : `${from} – ${to}`
  return say(`GA4 ${ru}: ${days}. Числа неполные.`, `GA4 ${en}: ${days}. These numbers are not complete.`)
}
