import * as z from 'zod'

/** Adds what editors and error messages show: a description in both languages and an example of the right spelling. */
export const about = <S extends z.ZodType>(schema: S, ru: string, en: string, example?: unknown): S =>
  schema.meta({ description: `${ru} · ${en}`, ...(example === undefined ? {} : { example }) })

export const idPattern = /^[a-z][a-z0-9_]*$/

export const idText = about(
  z.string().regex(idPattern),
  'Имя: латиница, цифры, _',
  'Id: latin letters, digits, _',
  'other_region',
)

export const words = about(z.string().trim().min(1), 'Текст', 'Text', 'Другой регион')

/** A text in both languages; one plain text serves for both. */
export const label = about(
  z.union([words, z.strictObject({ ru: words, en: words })]).transform((value) => {
    return typeof value === 'string' ? { ru: value, en: value } : value
  }),
  'Название на двух языках или одно на оба',
  'A name in both languages, or one for both',
  { ru: 'Другой регион', en: 'Other region' },
)

/** One value or a list; always read as a list. */
export const oneOrMore = <S extends z.ZodType>(item: S) =>
  z.union([item, z.array(item).min(1)]).transform((value) => [value].flat() as z.output<S>[])

/** 50% or 0.5, read as 0.5. */
export const share = about(
  z.union([z.number().nonnegative(), z.string().regex(/^\d+([.,]\d+)?\s*%$/)]).transform((value) => {
    return typeof value === 'number' ? value : Number.parseFloat(value.replace(',', '.')) / 100
  }),
  'Доля: 20% или 0.2',
  'A share: 20% or 0.2',
  '20%',
)

const unitMinutes: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1440 }

export const durationPattern = /^(\d+)\s*([mhd])$/

export const durationMinutes = (value: string): number => {
  const [, amount, unit] = durationPattern.exec(value) ?? []
  return Number(amount) * unitMinutes[unit!]!
}

/** 15m, 8h or 90d, read as minutes. */
export const duration = about(
  z.string().regex(durationPattern).transform(durationMinutes),
  'Срок: минуты m, часы h, сутки d',
  'A time span: minutes m, hours h, days d',
  '15m',
)

/** 90d, read as days. */
export const days = about(
  z
    .string()
    .regex(/^\d+\s*d$/)
    .transform((value) => Number.parseInt(value, 10)),
  'Срок в сутках',
  'A number of days',
  '90d',
)

export const monthPattern = /^\d{4}-(0[1-9]|1[0-2])$/

export const month = about(z.string().regex(monthPattern), 'Месяц ГГГГ-ММ', 'Month YYYY-MM', '2026-10')

export const date = about(z.iso.date(), 'Дата ГГГГ-ММ-ДД', 'Date YYYY-MM-DD', '2026-12-31')

export const team = about(idText, 'Команда', 'Team', 'sales')

export const weekday = z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'])
