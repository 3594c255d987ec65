import * as z from 'zod'
import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'

const filled = z.string().min(1)

const environment = z.object({
  CONCORD_STAGE: filled,
  LAKE_BUCKET: filled,
  INBOX_BUCKET: filled,
  RESULTS_BUCKET: filled,
  STATE_TABLE: filled,
  ATHENA_WORKGROUP: filled,
  GLUE_DATABASE: filled,
  SECRETS_PREFIX: filled.regex(/\/$/),
  SECRETS_KEY: filled.regex(/^alias\//),
  MAIL_FROM: z.email(),
  MAIL_TO: z
    .string()
    .transform((text) => text.split(',').map((one) => one.trim()))
    .pipe(z.array(z.email()).min(1)),
  ALERT_TOPIC_ARN: filled.regex(/^arn:/),
  PAGE_URL: z.url().optional(),
  AWS_ENDPOINT_URL: z.url().optional(),
})

/** What the infrastructure tells every function (infra/environment.ts). Holds no secrets. */
export interface AwsConfig {
  readonly stage: string
  readonly lakeBucket: string
  readonly inboxBucket: string
  readonly resultsBucket: string
  readonly stateTable: string
  readonly workgroup: string
  /** The stable Glue database; a build's own is `<database>_b_<build>`. */
  readonly database: string
  /** `concord/<stage>/` */
  readonly secretsPrefix: string
  /** The alias of the KMS key under which secrets are written. */
  readonly secretsKey: string
  readonly mail: { readonly from: string; readonly to: readonly string[] }
  readonly alertTopicArn: string
  /** Where people open the report, if it is served somewhere. */
  readonly pageUrl: string | undefined
  /** Not AWS itself but something that stands in for it. */
  readonly endpoint: string | undefined
}

export type Environment = Readonly<Record<string, string | undefined>>

/** Errors: FixConfig, a problem per variable that is missing or wrong; values are not repeated. */
export function readAwsConfig(env: Environment): AwsConfig {
  const read = environment.safeParse(env)
  if (!read.success) throw new FixConfig(read.error.issues.map((issue) => problemOf(String(issue.path[0]), env)))
  const found = read.data
  return {
    stage: found.CONCORD_STAGE,
    lakeBucket: found.LAKE_BUCKET,
    inboxBucket: found.INBOX_BUCKET,
    resultsBucket: found.RESULTS_BUCKET,
    stateTable: found.STATE_TABLE,
    workgroup: found.ATHENA_WORKGROUP,
    database: found.GLUE_DATABASE,
    secretsPrefix: found.SECRETS_PREFIX,
    secretsKey: found.SECRETS_KEY,
    mail: { from: found.MAIL_FROM, to: found.MAIL_TO },
    alertTopicArn: found.ALERT_TOPIC_ARN,
    pageUrl: found.PAGE_URL,
    endpoint: found.AWS_ENDPOINT_URL,
  }
}

const problemOf = (name: string, env: Environment) => ({
  code: 'ENVIRONMENT',
  where: name,
  what: env[name]
    ? say('переменная окружения задана неверно', 'this environment variable has a wrong value')
    : say('нет этой переменной окружения', 'this environment variable is missing'),
  hint: say('Её ставит concord deploy: разверните заново', 'concord deploy sets it: deploy anew'),
})
