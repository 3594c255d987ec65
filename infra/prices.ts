/**
 * List prices in USD of us-east-1, before tax and without the free tier, as noted in January 2026. Other regions differ by up to
 * 20 %; whoever decides by them looks at aws.amazon.com/pricing first. Dated, so that a reader sees how old they are.
 */
export const pricesAsOf = '2026-01'

export const prices = {
  athenaTb: 5,
  lambdaGbSecond: 0.0000133334,
  lambdaMillion: 0.2,
  s3GbMonth: 0.023,
  s3ThousandPuts: 0.005,
  s3ThousandGets: 0.0004,
  statesThousand: 0.025,
  dynamoMillionWrites: 0.625,
  dynamoMillionReads: 0.125,
  kmsKeyMonth: 1,
  kmsTenThousand: 0.03,
  secretMonth: 0.4,
  secretTenThousand: 0.05,
  queueMillion: 0.4,
  logsGb: 0.5,
  alarmMonth: 0.1,
  httpMillion: 1,
  mailThousand: 0.1,
  traceMillion: 5,
} as const
