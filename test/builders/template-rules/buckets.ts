import { at, denies, each, instead, isTlsOnly, type Proven, statementsOf, text, without } from './rule.ts'

const hasRule = (properties: unknown, wanted: RegExp) =>
  wanted.test(text(at(properties, 'LifecycleConfiguration.Rules')))
const isLogs = (properties: unknown) => text(at(properties, 'BucketName')).includes('-logs-')

export const bucketsRules: Readonly<Record<string, Proven>> = {
  'buckets are closed to the public': {
    holds: each('AWS::S3::Bucket', 'public', (properties) =>
      ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'].every(
        (one) => at(properties, `PublicAccessBlockConfiguration.${one}`) === true,
      ),
    ),
    harms: [{ type: 'AWS::S3::Bucket', spoil: without(/"BlockPublicPolicy":true,/) }],
  },
  'buckets belong to their owner': {
    holds: each('AWS::S3::Bucket', 'access lists', (properties) =>
      text(at(properties, 'OwnershipControls')).includes('BucketOwnerEnforced'),
    ),
    harms: [{ type: 'AWS::S3::Bucket', spoil: without(/BucketOwnerEnforced/) }],
  },
  'buckets speak TLS only': {
    holds: each('AWS::S3::Bucket', 'no TLS', (_, id, all) => isTlsOnly(all, 'AWS::S3::BucketPolicy', 'Bucket', id)),
    harms: [
      { type: 'AWS::S3::BucketPolicy', spoil: instead(/aws:SecureTransport":"false"/, 'aws:SecureTransport":"true"') },
    ],
  },
  'buckets speak TLS 1.2 at least': {
    holds: each('AWS::S3::Bucket', 'old TLS', (_, id, all) =>
      denies(
        all,
        'AWS::S3::BucketPolicy',
        'Bucket',
        id,
        ({ Condition }) => at(Condition, 'NumericLessThan.s3:TlsVersion') === 1.2,
      ),
    ),
    harms: [
      { type: 'AWS::S3::BucketPolicy', spoil: instead(/"s3:TlsVersion":1.2/, '"s3:TlsVersion":1.1') },
      { type: 'AWS::S3::BucketPolicy', spoil: instead(/"s3:TlsVersion"/, '"s3:Other"') },
    ],
  },
  'buckets are under our key, with bucket keys': {
    holds: each('AWS::S3::Bucket', 'no key', (properties) => {
      const encryption = text(at(properties, 'BucketEncryption'))
      return isLogs(properties) || (/aws:kms/.test(encryption) && /"BucketKeyEnabled":true/.test(encryption))
    }),
    harms: [
      { type: 'AWS::S3::Bucket', which: /-lake-/, spoil: without(/"BucketKeyEnabled":true,?/) },
      { type: 'AWS::S3::Bucket', which: /-inbox-/, spoil: instead(/aws:kms/, 'AES256') },
    ],
  },
  'buckets note who came': {
    holds: each(
      'AWS::S3::Bucket',
      'no access log',
      (properties) => isLogs(properties) || at(properties, 'LoggingConfiguration.DestinationBucketName') !== undefined,
    ),
    harms: [{ type: 'AWS::S3::Bucket', which: /-lake-/, spoil: without(/"DestinationBucketName":\{.*?\},?/) }],
  },
  'lake and inbox keep versions, for 30 days at most': {
    holds: each(
      'AWS::S3::Bucket',
      'versions',
      (properties) =>
        !/-(lake|inbox)-/.test(text(at(properties, 'BucketName'))) ||
        (at(properties, 'VersioningConfiguration.Status') === 'Enabled' &&
          hasRule(properties, /"NoncurrentDays":([12]?\d|30)[,}]/)),
    ),
    harms: [
      {
        type: 'AWS::S3::Bucket',
        which: /-lake-/,
        spoil: instead(
          /"VersioningConfiguration":\{"Status":"Enabled"/,
          '"VersioningConfiguration":{"Status":"Suspended"',
        ),
      },
      { type: 'AWS::S3::Bucket', which: /-inbox-/, spoil: instead(/"NoncurrentDays":30/, '"NoncurrentDays":31') },
    ],
  },
  'stray uploads go after a day': {
    holds: each('AWS::S3::Bucket', 'stray uploads', (properties) => hasRule(properties, /"DaysAfterInitiation":1[,}]/)),
    harms: [{ type: 'AWS::S3::Bucket', spoil: without(/"DaysAfterInitiation":1/) }],
  },
  'query results expire': {
    holds: each(
      'AWS::S3::Bucket',
      'kept for ever',
      (properties) =>
        !/-results-/.test(text(at(properties, 'BucketName'))) || hasRule(properties, /"ExpirationInDays":7[,}]/),
    ),
    harms: [
      { type: 'AWS::S3::Bucket', which: /-results-/, spoil: instead(/"ExpirationInDays":7/, '"ExpirationInDays":700') },
    ],
  },
  'raw is written once': {
    holds: (all) =>
      statementsOf(all, 'AWS::S3::BucketPolicy').some(
        ([, one]) =>
          one.Effect === 'Deny' &&
          text(one.Resource).includes('/raw/*') &&
          text(one.Condition).includes('s3:if-none-match'),
      )
        ? []
        : ['raw/ may be overwritten'],
    harms: [
      { type: 'AWS::S3::BucketPolicy', which: /RawIsWrittenOnce/, spoil: instead(/s3:if-none-match/, 's3:if-match') },
    ],
  },
}
