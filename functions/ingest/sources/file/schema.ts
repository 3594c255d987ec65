import * as z from 'zod'

const decimal = z.enum(['point', 'comma'])
const scalar = z.union([z.string(), z.number(), z.boolean()])
const oneOrMany = z.union([z.string(), z.array(z.string()).min(1)])

/** How a cell becomes a value. A bare word is a column of the file; the rest is described in docs/CONNECTIONS.md. */
export type Expression =
  | string
  | { column: string; date?: string | string[]; decimal?: 'point' | 'comma'; trim?: boolean }
  | { const: string | number | boolean }
  | { first: Expression[] }
  | {
      map: {
        from: Expression
        values: Record<string, string | number | boolean | null>
        else?: string | number | boolean
      }
    }
  | { capture: { from: Expression; pattern: string; group?: number } }
  | { sum: Expression[] }
  | { join: Expression[]; with?: string }
  | { present: string }
  | { phone: string }
  | { email: string }
  | { param: { from: Expression; name: string } }

const inner = z.lazy((): z.ZodType<Expression> => expression)
const list = z.array(inner).min(1)

export const expression: z.ZodType<Expression> = z
  .union([
    z.string().min(1),
    z.strictObject({
      column: z.string().min(1),
      date: oneOrMany.optional(),
      decimal: decimal.optional(),
      trim: z.boolean().optional(),
    }),
    z.strictObject({ const: scalar }),
    z.strictObject({ first: list }),
    z.strictObject({
      map: z.strictObject({
        from: inner,
        values: z.record(z.string(), z.union([scalar, z.null()])),
        else: scalar.optional(),
      }),
    }),
    z.strictObject({
      capture: z.strictObject({ from: inner, pattern: z.string().min(1), group: z.int().min(0).max(20).optional() }),
    }),
    z.strictObject({ sum: list }),
    z.strictObject({ join: list, with: z.string().optional() }),
    z.strictObject({ present: z.string().min(1) }),
    z.strictObject({ phone: z.string().min(1) }),
    z.strictObject({ email: z.string().min(1) }),
    z.strictObject({ param: z.strictObject({ from: inner, name: z.string().min(1) }) }),
  ])
  .meta({ id: 'expression' })

const cellText = scalar.transform(String)

/** All conditions that stand in one filter must hold, and all filters of a list. */
export const filter = z.strictObject({
  column: z.string().min(1),
  in: z.array(cellText).min(1).optional(),
  not_in: z.array(cellText).min(1).optional(),
  present: z.boolean().optional(),
  matches: z.string().optional(),
})

const mapping = z.strictObject({
  record: z.string(),
  where: z.array(filter).optional(),
  each: z.record(z.string(), expression).optional(),
  columns: z.record(z.string(), expression),
})

const format = z.strictObject({
  type: z.enum(['csv', 'tsv', 'xlsx', 'jsonl']).default('csv'),
  delimiter: z.string().length(1).optional(),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'cp1251']).default('utf-8'),
  header_row: z.int().min(1).max(1000).default(1),
  sheet: z.string().optional(),
})

export const connectionSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,62}$/),
  kind: z.literal('file'),
  source: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/)
    .optional(),
  account: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/)
    .default('main'),
  files: oneOrMany,
  format: format.default({ type: 'csv', encoding: 'utf-8', header_row: 1 }),
  time_zone: z.string().default('UTC'),
  decimal: decimal.optional(),
  dates: oneOrMany.default('iso'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  region: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default('RU'),
  duplicates: z.enum(['keep', 'drop']).default('keep'),
  rows: z.enum(['replace', 'merge']).default('replace'),
  personal: z.array(z.string().min(1)).default([]),
  where: z.array(filter).default([]),
  records: z.array(mapping).min(1),
})

export type ConnectionFile = z.output<typeof connectionSchema>
export type Filter = z.output<typeof filter>
export type RecordMapping = Omit<z.output<typeof mapping>, 'record'>
