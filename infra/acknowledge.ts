import { Stack, Validations } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'
import * as z from 'zod'

/** Why a finding of cdk-nag is as it should be. One finding, one reason: there is no sweeping rule. */
export function explain(where: IConstruct, finding: string, reason: string): void {
  Validations.of(where).acknowledge({ id: `AwsSolutions::AwsSolutions-${finding}`, reason })
}

const joined = z.object({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.unknown())]) })
const reference = z.object({ Ref: z.string() })

const textOf = (part: unknown): string => {
  const ref = reference.safeParse(part)
  return ref.success ? `<${ref.data.Ref}>` : String(part)
}

/** A resource as cdk-nag spells it: pseudo parameters stand in angle brackets. */
function spelled(where: IConstruct, resource: string): string {
  const found: unknown = Stack.of(where).resolve(resource)
  const parts = joined.safeParse(found)
  return parts.success ? parts.data['Fn::Join'][1].map(textOf).join('') : textOf(found)
}

/** A prefix ends in a star because object keys, tables of a build and secrets are not known before; `why` says what they are. */
export function explainWildcards(where: IConstruct, resources: readonly string[], why: string): void {
  for (const resource of resources.filter((one) => one.includes('*'))) {
    explain(where, `IAM5[Resource::${spelled(where, resource)}]`, why)
  }
}

/** X-Ray knows no resources. */
export const explainTracing = (where: IConstruct, more = ''): void =>
  explain(where, 'IAM5[Resource::*]', `X-Ray has no resources to name${more}`)
