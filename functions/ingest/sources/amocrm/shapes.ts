import * as z from 'zod'

/** An object that may be left out; PHP writes an empty one as `[]`. */
export const bag = <T extends z.ZodType>(shape: T) =>
  shape
    .or(
      z
        .array(z.unknown())
        .max(0)
        .transform(() => undefined),
    )
    .nullish()

/** A list; one with holes comes as an object with numbers for names, one of one perhaps as the one itself. */
export const list = <T extends z.ZodType>(item: T) => z.preprocess(asList, z.array(item))

function asList(value: unknown): unknown {
  if (Array.isArray(value)) return value
  if (value === null || value === undefined) return []
  if (typeof value !== 'object') return value
  if (Object.hasOwn(value, 'id')) return [value]
  return Object.keys(value).every((name) => /^\d+$/.test(name)) ? Object.values(value) : value
}

/** An id of something else: 0 and less are nobody's. */
export const ref = z.transform((value: unknown, { issues }): string | null => {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'string') return /^(0|-\d+)$/.test(value) ? null : value
  issues.push({ code: 'invalid_type', expected: 'string', input: value })
  return z.NEVER
})

const yes = new Set<unknown>([true, 'true', '1'])
const no = new Set<unknown>([false, 'false', '0'])

/** A yes or no, also as a number or text; absent, null and '' say neither. */
export const flag = z.transform((value: unknown, { issues }): boolean | null => {
  if (value === null || value === undefined || value === '') return null
  if (yes.has(value)) return true
  if (no.has(value)) return false
  issues.push({ code: 'invalid_type', expected: 'boolean', input: value })
  return z.NEVER
})
