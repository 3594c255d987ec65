import type { Stack } from 'aws-cdk-lib'
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import { explainWildcards } from './acknowledge.ts'
import type { Grant, Place } from './grant.ts'
import { namesOf } from './names.ts'
import type { StageSettings } from './settings.ts'
import type { Storage } from './storage-stack.ts'

export interface Places {
  readonly stack: Stack
  readonly storage: Storage
  readonly alerts: ITopic
  readonly settings: StageSettings
}

type ArnsOf = (under: readonly string[] | undefined) => string[]

/** The ARNs that stand for each place; `under` are patterns inside it. */
function arns({ stack, storage, alerts, settings }: Places): Readonly<Record<Place, ArnsOf>> {
  const names = namesOf(settings.stage)
  const arn = (service: string, rest: string) => stack.formatArn({ service, resource: rest })
  const bucket =
    (role: 'lake' | 'inbox' | 'results'): ArnsOf =>
    (under) => {
      const bucket = `arn:${stack.partition}:s3:::${names.bucket(role, stack.account)}`
      return under ? under.map((path) => `${bucket}/${path}`) : [bucket]
    }
  const database =
    (name: string): ArnsOf =>
    () => [arn('glue', 'catalog'), arn('glue', `database/${name}`), arn('glue', `table/${name}/*`)]
  const secrets = stack.formatArn({
    service: 'secretsmanager',
    resource: `secret:${names.secrets}*`,
  })
  return {
    lake: bucket('lake'),
    inbox: bucket('inbox'),
    results: bucket('results'),
    state: () => [arn('dynamodb', `table/${names.table}`)],
    secrets: () => [secrets],
    key: () => [storage.key.keyArn],
    personalKey: () => [storage.personalKey.keyArn],
    workgroup: () => [arn('athena', `workgroup/${names.workgroup}`)],
    buildWorkgroup: () => [arn('athena', `workgroup/${names.buildWorkgroup}`)],
    stableTables: database(names.database),
    buildTables: database(names.buildDatabases),
    sender: () => [
      arn('ses', `identity/${settings.mail.from}`),
      arn('ses', `identity/${domainOf(settings.mail.from)}`),
    ],
    alerts: () => [alerts.topicArn],
    inboxQueue: () => [storage.inbox.queue.queueArn],
  }
}

/** SES asks for the address or for its domain, whichever was verified. */
const domainOf = (address: string): string => address.split('@')[1] ?? address

/** Gives a role exactly these permissions, and says of each wildcard why it stands. */
export function allow(role: Role, grants: readonly Grant[], places: Places): void {
  const arnsOf = arns(places)
  const reasons = new Map<string, string[]>()
  for (const { on, under, actions, why } of grants) {
    const resources = arnsOf[on](under)
    role.addToPolicy(new PolicyStatement({ actions: [...actions], resources }))
    for (const one of resources) reasons.set(one, [...(reasons.get(one) ?? []), why])
  }
  for (const [resource, why] of reasons) explainWildcards(role, [resource], [...new Set(why)].join('; '))
}
