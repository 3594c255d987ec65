import type { FunctionName } from './functions.ts'
import { type Grant, grant } from './grant.ts'

/** Without ListBucket S3 answers 403, not 404, for a key that isn't there; a condition on the prefix would do the same. */
const listLake = grant('lake', 'a missing key is 404 only for who may list', ['s3:ListBucket'])
export const encrypt = grant('key', 'objects and the table are encrypted', ['kms:Decrypt', 'kms:GenerateDataKey'])
const decipher = grant('personalKey', 'uploads and secrets have a key of their own', [
  'kms:Decrypt',
  'kms:GenerateDataKey',
])
const readProject = grant('lake', 'agreement and connections', ['s3:GetObject'], ['project/*'])
const readSecrets = grant('secrets', 'keys of the connected systems', ['secretsmanager:GetSecretValue'])
/** Entries are put, leases updated; a put under a fence checks the lease in one transaction. */
const leased = grant('state', 'cursors, leases and fences', [
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:ConditionCheckItem',
])
const entries = grant('state', 'what to read soon, what is published, what was told', [
  'dynamodb:GetItem',
  'dynamodb:PutItem',
])

const landed = ['raw/*', 'records/*', 'quarantine/*', 'manifests/*']

/** Raw may be replaced by the pull that read its file anew, so it is deleted; versions never are. */
const ingest: readonly Grant[] = [
  listLake,
  readProject,
  grant('lake', 'what an earlier run left', ['s3:GetObject'], landed),
  grant('lake', 'lands what was pulled', ['s3:PutObject'], landed),
  grant('lake', 'days and raw that a newer file replaced', ['s3:DeleteObject'], ['raw/*', 'records/*']),
  grant('inbox', 'files of a connection', ['s3:ListBucket']),
  grant('inbox', 'files of a connection', ['s3:GetObject'], ['*']),
  leased,
  readSecrets,
  encrypt,
  decipher,
]

const query: readonly Grant[] = [
  grant('workgroup', 'asks the marts', [
    'athena:StartQueryExecution',
    'athena:GetQueryExecution',
    'athena:GetQueryResults',
    'athena:StopQueryExecution',
  ]),
  grant('results', 'Athena writes and reads answers as the caller', ['s3:GetBucketLocation', 's3:ListBucket']),
  grant('results', 'Athena writes and reads answers as the caller', ['s3:GetObject', 's3:PutObject'], ['*']),
  grant('lake', 'Athena looks up where the data is', ['s3:GetBucketLocation']),
]

export const readTables = ['glue:GetDatabase', 'glue:GetTable', 'glue:GetTables', 'glue:GetPartitions']

const aggregate: readonly Grant[] = [
  listLake,
  readProject,
  ...query,
  grant('lake', 'records in, builds out', ['s3:GetObject'], ['records/*', 'agreement/*', 'builds/*', 'published/*']),
  grant('lake', 'small tables and the pointer', ['s3:PutObject'], ['agreement/*', 'builds/*', 'published/*']),
  grant('lake', 'builds that nobody reads any more', ['s3:DeleteObject'], ['builds/*']),
  grant('lake', 'what blocked a build that has passed since', ['s3:DeleteObject'], ['published/blocked.json']),
  grant('buildTables', 'a build has a database of its own', [
    ...readTables,
    'glue:GetDatabases',
    'glue:CreateDatabase',
    'glue:DeleteDatabase',
    'glue:CreateTable',
    'glue:UpdateTable',
    'glue:DeleteTable',
  ]),
  grant('stableTables', 'publishing repoints them', [
    ...readTables,
    'glue:CreateDatabase',
    'glue:CreateTable',
    'glue:UpdateTable',
    'glue:DeleteTable',
  ]),
  entries,
  encrypt,
]

const report: readonly Grant[] = [
  listLake,
  ...query,
  grant('lake', 'published marts and older pages', ['s3:GetObject'], ['published/*', 'builds/*', 'reports/*']),
  grant('lake', 'pages and CSV', ['s3:PutObject'], ['reports/*']),
  grant('buildTables', 'the published build', readTables),
  encrypt,
]

/** Exactly what each function may do; anything else is refused by AWS. */
export const permissions: Readonly<Record<FunctionName, readonly Grant[]>> = {
  pull: [
    ...ingest,
    grant('secrets', 'refresh tokens change', ['secretsmanager:PutSecretValue', 'secretsmanager:CreateSecret']),
  ],
  inbox: [
    ...ingest,
    grant('inboxQueue', 'its own queue', ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']),
  ],
  door: [
    listLake,
    readProject,
    readSecrets,
    // Reading it back is how a put whose answer was lost knows its own.
    grant('inbox', 'lands a webhook once', ['s3:PutObject', 's3:GetObject'], ['*/hook-*']),
    entries,
    encrypt,
    decipher,
  ],
  aggregate,
  report,
  deliver: [
    listLake,
    grant('lake', 'the page to send', ['s3:GetObject'], ['published/*', 'reports/*']),
    entries,
    grant('sender', 'the digest', ['ses:SendEmail']),
    grant('alerts', 'what somebody must do', ['sns:Publish']),
    encrypt,
  ],
}
