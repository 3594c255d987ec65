import * as z from 'zod'
import { sourceConnectionSchema } from '#ingest/source-connection.ts'
import { connectionSchema } from '#ingest/sources/file/schema.ts'
import { sources } from '#ingest/sources/index.ts'
import type { Text } from '#shared/i18n/text.ts'

/** What the definitions say of a field travels as `about`; editors show `description`. */
function withDescription({ jsonSchema }: { jsonSchema: Record<string, unknown> }): void {
  const about = jsonSchema.about as Text | undefined
  if (!about) return
  jsonSchema.description = `${about.ru} · ${about.en}`
  delete jsonSchema.about
}

const ofSystem = (source: (typeof sources)[keyof typeof sources]) =>
  sourceConnectionSchema.extend({
    kind: z.literal(source.name),
    settings: needsNothing(source.settings) ? source.settings.optional() : source.settings,
    resources: z
      .array(z.enum(Object.keys(source.resources)))
      .min(1)
      .optional(),
  })

const needsNothing = (settings: z.ZodType): boolean => settings.safeParse({}).success

/** JSON Schema of connections of every kind, for editors (`# yaml-language-server: $schema=./connection.schema.json`). */
export function connectionsJsonSchema(): Record<string, unknown> {
  const [first, ...rest] = Object.values(sources).map(ofSystem)
  const schema = z.union([connectionSchema, first!, ...rest])
  const options = { io: 'input', unrepresentable: 'any', override: withDescription } as const
  return { title: 'Concord connection', ...z.toJSONSchema(schema, options) }
}
