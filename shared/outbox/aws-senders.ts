import { SESv2Client } from '@aws-sdk/client-sesv2'
import { SNSClient } from '@aws-sdk/client-sns'
import type { AwsConfig } from '#shared/config-aws.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { requestHandler } from '#shared/stores-aws.ts'
import type { Channel, Sender } from './outbox.ts'
import { sesSender } from './ses.ts'
import { snsSender } from './sns.ts'

/** Letters have no token that makes a repeat harmless: the outbox decides. */
const once = { maxAttempts: 1, requestHandler: { ...requestHandler, requestTimeout: 20_000 } }

export const awsSenders = ({ mail, alertTopicArn }: AwsConfig, lake: Lake): Readonly<Record<Channel, Sender>> => ({
  mail: sesSender({ client: new SESv2Client(once), ...mail, lake }),
  alert: snsSender({ client: new SNSClient(once), topicArn: alertTopicArn }),
})
