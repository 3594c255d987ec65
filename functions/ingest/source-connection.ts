import * as z from 'zod'
import { addDays } from '#shared/time/dates.ts'

const word = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,62}$/)
const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String)

/** The YAML of a connection to a system; what stands under `settings:` is the source's own matter. */
export const sourceConnectionSchema = z.strictObject({
  name: word,
  kind: word,
  source: word.optional(),
  account: z.coerce
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/)
    .default('main'),
  /** Names of secrets by the role they play; the values stand in the secret store. */
  secrets: z.record(word, z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/)).default({}),
  settings: z.unknown().default({}),
  since: z.iso.date().optional(),
  base_url: z.url().optional(),
  region: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default('RU'),
  /** Only these resources; default: all. */
  resources: z.array(word).min(1).optional(),
  /** Trailing days by resource, where the source's own don't fit. */
  windows: z.record(word, z.int().min(0).max(400)).default({}),
  /** Which field of the system holds what: our word → its id there. */
  fields: z.record(word, scalar).default({}),
  /** Which stages of the system count as what: its id → our word. */
  stages: z.record(z.string(), z.string()).default({}),
})

export interface SourceConnection extends Omit<z.output<typeof sourceConnectionSchema>, 'source'> {
  /** Where the YAML stands, for messages. */
  readonly path: string
  readonly source: string
}

const defaultDays = 90

/** The first day that a connection reads, YYYY-MM-DD. */
export const firstDay = ({ since }: Pick<SourceConnection, 'since'>, now: number): string =>
  since ?? addDays(new Date(now).toISOString().slice(0, 10), -defaultDays)

/** One system by two ways of signing in is one system. */
export const family = ({ kind }: SourceConnection): string => kind.replace(/_(token|app)$/, '')
