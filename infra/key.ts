import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import type { Construct } from 'constructs'
import { namesOf } from './names.ts'

/** The key of all that names nobody. Alarms reach the encrypted topic only when CloudWatch may use it, for this account alone. */
export function makeKey(scope: Construct, stage: string): Key {
  const key = new Key(scope, 'Key', {
    alias: namesOf(stage).key,
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
    description: `Concord ${stage}: lake, uploads, query results, state, alerts`,
  })
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AlarmsReachTheTopic',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  )
  return key
}

/**
 * A key of its own for uploads as they came and for secrets: who may read the lake, the marts and the reports can read neither
 * a phone number nor the key that phone numbers are hashed with.
 */
export const makePersonalKey = (scope: Construct, stage: string): Key =>
  new Key(scope, 'PersonalKey', {
    alias: namesOf(stage).personalKey,
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
    description: `Concord ${stage}: uploads as they came, secrets`,
  })
