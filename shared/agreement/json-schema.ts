import * as z from 'zod'
import { agreementSchema } from './schema.ts'

/** The part of JSON Schema that our schemas use. */
export interface JsonSchema {
  readonly description?: string
  readonly examples?: readonly unknown[]
  readonly type?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: JsonSchema | boolean
  readonly propertyNames?: JsonSchema
  readonly items?: JsonSchema | false
  readonly prefixItems?: readonly JsonSchema[]
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
}

/** zod drops `examples` of values that it transforms on reading; ours travel under a name of their own until here. */
function withExample({ jsonSchema }: { jsonSchema: Record<string, unknown> }): void {
  if (!('example' in jsonSchema)) return
  jsonSchema.examples = [jsonSchema.example]
  delete jsonSchema.example
}

let made: JsonSchema | undefined

/** JSON Schema of one agreement file as it is written, for editors (`# yaml-language-server: $schema=…`). */
export function agreementJsonSchema(): JsonSchema {
  made ??= {
    title: 'Concord: соглашение маркетинга и продаж · agreement of marketing and sales',
    ...z.toJSONSchema(agreementSchema, { io: 'input', unrepresentable: 'any', override: withExample }),
  } as JsonSchema
  return made
}
