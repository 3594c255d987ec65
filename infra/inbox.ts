import { Duration, Stack } from 'aws-cdk-lib'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { type Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { Bug } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { functions } from './functions.ts'
import { namesOf } from './names.ts'

export interface InboxQueues {
  readonly queue: Queue
  readonly dead: Queue
}

/** Messages are keys of objects, nothing personal: SQS's own encryption does, and S3 needs no right to our key. */
export const makeQueue = (scope: Construct, id: string, queueName: string, more: object = {}): Queue =>
  new Queue(scope, id, {
    queueName,
    enforceSSL: true,
    encryption: QueueEncryption.SQS_MANAGED,
    retentionPeriod: Duration.days(14),
    ...more,
  })

/** AWS asks for six times the function's time-out, so that a throttled batch isn't taken for a lost one. */
const visibility = () => {
  const inbox = functions.find(({ name }) => name === 'inbox')
  if (inbox) return Duration.seconds(inbox.timeoutSeconds * 6)
  throw new Bug({ code: 'NO_FUNCTION', what: say('нет функции inbox', 'there is no function inbox') })
}

/**
 * Whatever lands in the inbox bucket, by upload or by a webhook, becomes a message. The queue stands with the bucket, because each
 * has to name the other; the bucket is named by pattern for the same reason.
 */
export function makeInboxQueue(scope: Construct, stage: string, inbox: Bucket): InboxQueues {
  const names = namesOf(stage)
  const dead = makeQueue(scope, 'InboxDead', names.of('inbox-dead'))
  const queue = makeQueue(scope, 'InboxQueue', names.of('inbox'), {
    visibilityTimeout: visibility(),
    deadLetterQueue: { queue: dead, maxReceiveCount: 4 },
  })
  const { account } = Stack.of(scope)
  const sender = new ServicePrincipal('s3.amazonaws.com', {
    conditions: {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceArn': `arn:${Stack.of(scope).partition}:s3:::${names.bucket('inbox', account)}` },
    },
  })
  queue.grantSendMessages(sender)
  const bucket = inbox.node.defaultChild
  if (bucket instanceof CfnBucket) {
    bucket.notificationConfiguration = {
      queueConfigurations: [{ event: 's3:ObjectCreated:*', queue: queue.queueArn }],
    }
    const policy = queue.node.findChild('Policy').node.defaultChild
    if (policy) bucket.node.addDependency(policy)
  }
  return { queue, dead }
}
