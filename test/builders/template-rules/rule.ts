import * as z from 'zod'
import type { Resource, Resources } from '../infra.ts'

/** What is wrong with a template, a line each. */
export type Rule = (resources: Resources) => string[]

/** Takes something away or spoils it: in the first resource of the type whose id or text matches and where it changes anything. */
export interface Harm {
  readonly type: string
  readonly which?: RegExp
  readonly spoil: (text: string) => string
}

/** A rule beside what must make it fail. */
export interface Proven {
  readonly holds: Rule
  readonly harms: readonly Harm[]
}

export const without = (pattern: RegExp) => (text: string) => text.replace(pattern, '')
export const instead = (from: RegExp, to: string) => (text: string) => text.replace(from, to)

/** A copy with the harm done; undefined: there is nothing to spoil. */
export function harmed(all: Resources, { type, which, spoil }: Harm): Resources | undefined {
  const found = Object.entries(all).find(([id, one]) => {
    const text = JSON.stringify(one)
    return one.Type === type && (!which || which.test(id + text)) && spoil(text) !== text
  })
  return found && { ...all, [found[0]]: JSON.parse(spoil(JSON.stringify(found[1]))) }
}

export const of = (resources: Resources, type: string): [string, Resource][] =>
  Object.entries(resources).filter(([, one]) => one.Type === type)

/** Walks `a.b.c`; lists are not entered. A key with a point in it can't be reached. */
export const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((found, key) => {
    const read = z.record(z.string(), z.unknown()).safeParse(found)
    return read.success ? read.data[key] : undefined
  }, value)

export const text = (value: unknown): string => JSON.stringify(value) ?? ''

/** Every resource of a type for which the test fails. */
export const each =
  (type: string, says: string, holds: (properties: unknown, id: string, all: Resources) => boolean): Rule =>
  (resources) =>
    of(resources, type)
      .filter(([id, one]) => !holds(one.Properties, id, resources))
      .map(([id]) => `${id}: ${says}`)

const oneOrMany = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat())
const statement = z.looseObject({
  Effect: z.string(),
  Action: oneOrMany,
  Resource: z.unknown(),
  Principal: z.unknown().optional(),
  Condition: z.unknown().optional(),
})
const policies = z.array(statement)

export type Statement = z.output<typeof statement>

/** Of every resource of the type, each with its id. */
export function statementsOf(resources: Resources, type: string, document = 'PolicyDocument'): [string, Statement][] {
  return of(resources, type).flatMap(([id, one]) =>
    policies.parse(at(one.Properties, `${document}.Statement`)).map((found): [string, Statement] => [id, found]),
  )
}

/** Whether a policy of the type that names the resource refuses what the test finds. `list`: where it names it. */
export const denies = (
  resources: Resources,
  type: string,
  list: string,
  id: string,
  test: (one: Statement) => boolean,
): boolean =>
  of(resources, type).some(
    ([, one]) =>
      text(at(one.Properties, list)).includes(`"${id}"`) &&
      policies
        .parse(at(one.Properties, 'PolicyDocument.Statement'))
        .some((found) => found.Effect === 'Deny' && test(found)),
  )

export const isTlsOnly = (resources: Resources, type: string, list: string, id: string): boolean =>
  denies(resources, type, list, id, ({ Condition }) => at(Condition, 'Bool.aws:SecureTransport') === 'false')

/** Whether an alarm on it tells somebody. */
export const isWatched = (id: string, all: Resources): boolean =>
  of(all, 'AWS::CloudWatch::Alarm').some(
    ([, one]) =>
      text(at(one.Properties, 'Dimensions')).includes(id) && text(at(one.Properties, 'AlarmActions')).includes('Ref'),
  )
