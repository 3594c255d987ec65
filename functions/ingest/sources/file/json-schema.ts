import * as z from 'zod'
import { connectionSchema } from './schema.ts'

/** For editors: `# yaml-language-server: $schema=./connection.schema.json`. */
export function connectionJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(connectionSchema, { io: 'input', unrepresentable: 'any' }), title: 'Concord connection' }
}
