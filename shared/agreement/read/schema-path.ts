import type { JsonSchema } from '../json-schema.ts'

export type Path = readonly (string | number)[]

const branches = (schema: JsonSchema): readonly JsonSchema[] => {
  const inner = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]
  return inner.length === 0 ? [schema] : [schema, ...inner.flatMap(branches)]
}

const itemOf = (schema: JsonSchema, index: number): JsonSchema | undefined =>
  schema.prefixItems?.[index] ?? (schema.items || undefined)

const memberOf = (schema: JsonSchema, key: string): JsonSchema | undefined =>
  schema.properties?.[key] ??
  (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined)

const step = (schemas: readonly JsonSchema[], key: string | number): readonly JsonSchema[] =>
  schemas.flatMap(branches).flatMap((schema) => {
    const next = typeof key === 'number' ? itemOf(schema, key) : memberOf(schema, key)
    return next ? [next] : []
  })

/** Every schema that may stand at a path: unions give several. */
const schemasAt = (root: JsonSchema, path: Path): readonly JsonSchema[] =>
  path.reduce<readonly JsonSchema[]>(step, [root]).flatMap(branches)

/** The keys that are allowed at a path. */
export const knownKeys = (root: JsonSchema, path: Path): string[] => [
  ...new Set(schemasAt(root, path).flatMap((schema) => Object.keys(schema.properties ?? {}))),
]

/** The example of what belongs at a path, with the key it stands under; from the nearest place above that has one. */
export function exampleAt(root: JsonSchema, path: Path): { readonly path: Path; readonly value: unknown } | undefined {
  for (let length = path.length; length > 0; length--) {
    const value = schemasAt(root, path.slice(0, length)).find((schema) => schema.examples)?.examples?.[0]
    if (value !== undefined) return { path: path.slice(0, length), value }
  }
  return undefined
}

/** What is expected at a path, in words. */
export const descriptionAt = (root: JsonSchema, path: Path): string | undefined =>
  schemasAt(root, path).find((schema) => schema.description)?.description
