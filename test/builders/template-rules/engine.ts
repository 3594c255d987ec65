import { at, each, instead, type Proven, text, without } from './rule.ts'

export const engineRules: Readonly<Record<string, Proven>> = {
  'the table can be restored and is under our key': {
    holds: each(
      'AWS::DynamoDB::Table',
      'table',
      (properties) =>
        at(properties, 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled') === true &&
        at(properties, 'SSESpecification.SSEType') === 'KMS',
    ),
    harms: [
      { type: 'AWS::DynamoDB::Table', spoil: without(/"PointInTimeRecoveryEnabled":true/) },
      { type: 'AWS::DynamoDB::Table', spoil: without(/,?"SSEType":"KMS"/) },
    ],
  },
  'Athena stops wide scans and encrypts': {
    holds: each(
      'AWS::Athena::WorkGroup',
      'settings',
      (properties) =>
        Number(at(properties, 'WorkGroupConfiguration.BytesScannedCutoffPerQuery')) > 0 &&
        at(properties, 'WorkGroupConfiguration.ResultConfiguration.EncryptionConfiguration.EncryptionOption') ===
          'SSE_KMS',
    ),
    harms: [
      { type: 'AWS::Athena::WorkGroup', spoil: without(/"BytesScannedCutoffPerQuery":\d+,/) },
      { type: 'AWS::Athena::WorkGroup', which: /-build/, spoil: without(/"EncryptionOption":"SSE_KMS",/) },
    ],
  },
  'settings of the workgroup for people are enforced': {
    holds: each(
      'AWS::Athena::WorkGroup',
      'not enforced',
      (properties) =>
        text(at(properties, 'Name')).includes('-build') ||
        at(properties, 'WorkGroupConfiguration.EnforceWorkGroupConfiguration') === true,
    ),
    harms: [
      {
        type: 'AWS::Athena::WorkGroup',
        spoil: instead(/"EnforceWorkGroupConfiguration":true/, '"EnforceWorkGroupConfiguration":false'),
      },
    ],
  },
  'alerts are under our key': {
    holds: each('AWS::SNS::Topic', 'no key', (properties) => at(properties, 'KmsMasterKeyId') !== undefined),
    harms: [{ type: 'AWS::SNS::Topic', spoil: without(/"KmsMasterKeyId":\{.*?\},?/) }],
  },
}
