import type { Resource } from '../infra.ts'
import { at, each, instead, of, type Proven, statementsOf, text, without } from './rule.ts'

const isNamed = ({ Properties }: Resource, role: string) => text(at(Properties, 'BucketName')).includes(`-${role}-`)
const keyOf = ({ Properties }: Resource) => at(Properties, 'BucketEncryption')

export const keysRules: Readonly<Record<string, Proven>> = {
  'the key is rotated': {
    holds: each('AWS::KMS::Key', 'no rotation', (properties) => at(properties, 'EnableKeyRotation') === true),
    harms: [{ type: 'AWS::KMS::Key', spoil: without(/"EnableKeyRotation":true,/) }],
  },
  'keys let in whom they name': {
    holds: (all) =>
      statementsOf(all, 'AWS::KMS::Key', 'KeyPolicy')
        .filter(([, one]) => one.Effect === 'Allow' && /"\*"/.test(text(one.Principal)))
        .map(([id]) => id),
    harms: [{ type: 'AWS::KMS::Key', spoil: instead(/"Principal":\{"AWS":.*?\]\]\}\}/, '"Principal":{"AWS":"*"}') }],
  },
  'uploads have a key of their own': {
    holds: (all) =>
      of(all, 'AWS::S3::Bucket')
        .filter(([, one]) => isNamed(one, 'inbox') !== text(keyOf(one)).includes('PersonalKey'))
        .map(([id]) => `${id}: the wrong key`),
    harms: [
      { type: 'AWS::S3::Bucket', which: /-inbox-/, spoil: instead(/PersonalKey/, 'Key') },
      {
        type: 'AWS::S3::Bucket',
        which: /-lake-/,
        spoil: instead(/"KMSMasterKeyID":\{"Fn::GetAtt":\["Key/, '"KMSMasterKeyID":{"Fn::GetAtt":["PersonalKey'),
      },
    ],
  },
  'secrets are written under the key of uploads': {
    holds: (all) => {
      const alias = of(all, 'AWS::KMS::Alias').find(([, one]) =>
        text(at(one.Properties, 'TargetKeyId')).includes('PersonalKey'),
      )
      return each('AWS::Lambda::Function', 'another key', (properties) => {
        const said = at(properties, 'Environment.Variables.SECRETS_KEY')
        return said !== undefined && said === at(alias?.[1].Properties, 'AliasName')
      })(all)
    },
    harms: [
      { type: 'AWS::Lambda::Function', spoil: without(/"SECRETS_KEY":".*?",?/) },
      { type: 'AWS::Lambda::Function', spoil: instead(/-personal"/, '"') },
      { type: 'AWS::KMS::Alias', which: /-personal/, spoil: instead(/PersonalKey/, 'Key') },
    ],
  },
  'who builds, reports and tells can not open uploads': {
    holds: (all) =>
      statementsOf(all, 'AWS::IAM::Policy')
        .filter(([id, one]) => !/^(pull|inbox|door)role/.test(id) && text(one.Resource).includes('PersonalKey'))
        .map(([id]) => id),
    harms: ['aggregate', 'report', 'deliver', 'nightly'].map((role) => ({
      type: 'AWS::IAM::Policy',
      which: new RegExp(`^${role}role`),
      spoil: instead(/ExportsOutputFnGetAttKey/, 'ExportsOutputFnGetAttPersonalKey'),
    })),
  },
}
