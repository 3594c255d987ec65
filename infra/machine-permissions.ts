import { type Grant, grant } from './grant.ts'
import { encrypt, readTables } from './permissions.ts'

/** The state machine's own rights but for invoking functions: Athena runs its statements as this role. */
export const machinePermissions: readonly Grant[] = [
  grant('buildWorkgroup', 'runs models', [
    'athena:StartQueryExecution',
    'athena:GetQueryExecution',
    'athena:StopQueryExecution',
  ]),
  grant('lake', 'Athena looks up where the data is', ['s3:GetBucketLocation', 's3:ListBucket']),
  grant('lake', 'models read records and each other', ['s3:GetObject'], ['records/*', 'agreement/*', 'builds/*']),
  grant(
    'lake',
    'models are written below builds/',
    ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
    ['builds/*'],
  ),
  grant('results', 'Athena notes what it wrote', ['s3:GetBucketLocation', 's3:ListBucket']),
  grant('results', 'Athena notes what it wrote', ['s3:GetObject', 's3:PutObject'], ['builds/*']),
  grant('buildTables', 'models of a build', [...readTables, 'glue:CreateTable']),
  encrypt,
]
