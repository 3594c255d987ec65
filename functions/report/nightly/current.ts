import * as z from 'zod'
import type { Blocked } from '#report/month-data.ts'
import type { Language } from '#shared/i18n/text.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { keys } from '#shared/names.ts'

const text = z.object({ ru: z.string(), en: z.string() })
const count = z.object({ name: z.string(), rows: z.int(), about: text.optional() })

const current = z.object({
  build: z.string(),
  as_of: z.iso.date(),
  languages: z
    .array(z.enum(['ru', 'en']))
    .min(1)
    .default(['ru', 'en']),
  checks: z.array(count.extend({ severity: z.enum(['block', 'warn']) })).readonly(),
})

const blocked = z.object({ as_of: z.iso.date(), since: z.iso.date(), checks: z.array(count).readonly() })

/** The facts of `published/` that the report needs. */
export interface Current {
  readonly build: string
  readonly as_of: string
  /** The company's own first. */
  readonly languages: readonly Language[]
  readonly checks: z.infer<typeof current>['checks']
  readonly blocked: Blocked | undefined
}

async function read<S extends z.ZodType>(lake: Lake, key: string, schema: S): Promise<z.output<S> | undefined> {
  const stored = await lake.get(key)
  return stored && schema.parse(JSON.parse(new TextDecoder().decode(stored.bytes)))
}

/** What readers see now; undefined before the first build. */
export async function readCurrent(lake: Lake): Promise<Current | undefined> {
  const found = await read(lake, keys.published, current)
  if (!found) return undefined
  const kept = await read(lake, keys.blocked, blocked)
  const aboutOf = (name: string) => found.checks.find((check) => check.name === name)?.about
  const checks = kept?.checks.map((check) => ({ ...check, about: aboutOf(check.name) })) ?? []
  return { ...found, blocked: kept && { asOf: kept.as_of, since: kept.since, checks } }
}
