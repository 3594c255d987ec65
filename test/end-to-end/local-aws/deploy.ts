import * as z from 'zod'
import type { Cloud } from './cloud.ts'
import { idsIn, resolveValue, type Scope } from './resolver.ts'
import { type Made, makers } from './resources.ts'

const resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DependsOn: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
})

const template = z.object({
  Resources: z.record(z.string(), resource),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.string() }).optional() }))
    .default({}),
})

type Template = z.output<typeof template>

const pseudo = ({ place }: Cloud): Readonly<Record<string, string | undefined>> => ({
  'AWS::AccountId': place.account,
  'AWS::NoValue': undefined,
  'AWS::Partition': 'aws',
  'AWS::Region': place.region,
  'AWS::URLSuffix': 'amazonaws.com',
})

function scopeOf(cloud: Cloud, made: ReadonlyMap<string, Made>, exports: ReadonlyMap<string, unknown>): Scope {
  const own = pseudo(cloud)
  const find = (id: string): Made => {
    const found = made.get(id)
    if (!found) throw new Error(`${id} is named before it stands`)
    return found
  }
  return {
    ref: (id) => (id in own ? own[id] : find(id).ref),
    attribute(id, name) {
      const found = find(id).attributes?.[name]
      if (found === undefined) throw new Error(`the attribute ${name} of ${id} is not known to the local deployment`)
      return found
    },
    imported(name) {
      if (!exports.has(name)) throw new Error(`nothing is exported as ${name}`)
      return exports.get(name)
    },
    condition(name) {
      throw new Error(`the condition ${name} is not known to the local deployment`)
    },
  }
}

/** Makes each resource after all that it names. */
async function makeAll({ Resources }: Template, cloud: Cloud, made: Map<string, Made>, scope: Scope): Promise<void> {
  const begun = new Set<string>()
  const make = async (id: string): Promise<void> => {
    const wanted = Resources[id]
    if (!wanted || made.has(id)) return
    if (begun.has(id)) throw new Error(`${id} leans on itself`)
    begun.add(id)
    for (const other of [...idsIn(wanted.Properties), ...wanted.DependsOn]) await make(other)
    const maker = makers[wanted.Type]
    if (!maker) throw new Error(`${id} is of a type that is not known to the local deployment: ${wanted.Type}`)
    const properties = resolveValue(wanted.Properties, scope) as Record<string, unknown>
    made.set(id, await maker(id, properties, cloud))
  }
  for (const id of Object.keys(Resources)) await make(id)
}

/** Makes what templates say, one stack after the other. Answers all outputs. Errors: whatever is not known here. */
export async function deploy(texts: readonly string[], cloud: Cloud): Promise<Readonly<Record<string, unknown>>> {
  const exports = new Map<string, unknown>()
  const outputs: Record<string, unknown> = {}
  for (const text of texts) {
    const stack = template.parse(JSON.parse(text))
    const made = new Map<string, Made>()
    const scope = scopeOf(cloud, made, exports)
    await makeAll(stack, cloud, made, scope)
    for (const [name, { Value, Export }] of Object.entries(stack.Outputs)) {
      outputs[name] = resolveValue(Value, scope)
      if (Export) exports.set(Export.Name, outputs[name])
    }
  }
  return outputs
}
