import type { ITopic } from 'aws-cdk-lib/aws-sns'
import { namesOf } from './names.ts'
import type { StageSettings } from './settings.ts'

/** What every function is told; shared/config-aws.ts reads it. Secrets are named here, never given. */
export const environmentOf = (
  settings: StageSettings,
  account: string,
  alerts: ITopic,
): Readonly<Record<string, string>> => {
  const names = namesOf(settings.stage)
  return {
    CONCORD_STAGE: settings.stage,
    LAKE_BUCKET: names.bucket('lake', account),
    INBOX_BUCKET: names.bucket('inbox', account),
    RESULTS_BUCKET: names.bucket('results', account),
    STATE_TABLE: names.table,
    ATHENA_WORKGROUP: names.workgroup,
    GLUE_DATABASE: names.database,
    SECRETS_PREFIX: names.secrets,
    SECRETS_KEY: names.personalKey,
    MAIL_FROM: settings.mail.from,
    MAIL_TO: settings.mail.to.join(','),
    ALERT_TOPIC_ARN: alerts.topicArn,
    ...(settings.page_url ? { PAGE_URL: settings.page_url } : {}),
  }
}
