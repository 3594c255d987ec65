import * as z from 'zod'
import type { Resources } from '../infra.ts'
import { at, instead, of, type Proven, statementsOf, text } from './rule.ts'

/** These know no resources. */
const withoutResource =
  /^(xray:(Put|GetSampling)\w+|logs:\w+LogDeliver(y|ies)|logs:(Put|Describe)ResourcePolic(y|ies)|logs:DescribeLogGroups)$/

const policyTypes = ['AWS::IAM::Policy', 'AWS::S3::BucketPolicy', 'AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy']
const allowed = (resources: Resources) =>
  policyTypes.flatMap((type) => statementsOf(resources, type)).filter(([, one]) => one.Effect === 'Allow')

const wild = (text: string) =>
  text.replace(/"Action":"[^"]+","Effect":"Allow","Resource":/, '"Action":"s3:*","Effect":"Allow","Resource":')

const variables = z.record(z.string(), z.unknown())
const secretLooking = /(secret|token|password|passwd|api[_-]?key|private)/i
/** These say where secrets are named and under which key, not what they are. */
const aboutSecrets = ['SECRETS_PREFIX', 'SECRETS_KEY']
/** A run of letters and digits that no name of ours is; keys in PEM. */
const secretShaped = /(?=[a-z/+=]*\d)[a-z\d/+=]{20,}|-----BEGIN/i

export const accessRules: Readonly<Record<string, Proven>> = {
  'no action is a star': {
    holds: (all) =>
      allowed(all).flatMap(([id, { Action }]) =>
        Action.filter((one) => one.includes('*')).map((one) => `${id}: ${one}`),
      ),
    harms: [{ type: 'AWS::IAM::Policy', spoil: wild }],
  },
  'no resource is a star': {
    holds: (all) =>
      statementsOf(all, 'AWS::IAM::Policy')
        .filter(
          ([, one]) =>
            [one.Resource].flat().includes('*') && !one.Action.every((action) => withoutResource.test(action)),
        )
        .map(([id, one]) => `${id}: ${one.Action}`),
    harms: [
      {
        type: 'AWS::IAM::Policy',
        spoil: instead(
          /"Action":"s3:ListBucket","Effect":"Allow","Resource":\{.*?\]\]\}/,
          '"Action":"s3:ListBucket","Effect":"Allow","Resource":"*"',
        ),
      },
    ],
  },
  'nobody at large is allowed anything': {
    holds: (all) =>
      allowed(all)
        .filter(([, one]) => text(one.Principal) === '{"AWS":"*"}' || one.Principal === '*')
        .map(([id]) => id),
    harms: [
      {
        type: 'AWS::SQS::QueuePolicy',
        spoil: instead(/"Effect":"Deny","Principal":\{"AWS":"\*"\}/, '"Effect":"Allow","Principal":{"AWS":"*"}'),
      },
    ],
  },
  'no function has a public address': {
    holds: (all) =>
      [
        ...of(all, 'AWS::Lambda::Url'),
        ...of(all, 'AWS::Lambda::Permission').filter(([, one]) => !at(one.Properties, 'SourceArn')),
      ].map(([id]) => id),
    harms: [{ type: 'AWS::Lambda::Permission', spoil: instead(/"SourceArn"/, '"NoArn"') }],
  },
  'the environment holds no secret': {
    holds: (all) =>
      of(all, 'AWS::Lambda::Function').flatMap(([id, one]) =>
        Object.keys(variables.parse(at(one.Properties, 'Environment.Variables')))
          .filter((name) => secretLooking.test(name) && !aboutSecrets.includes(name))
          .map((name) => `${id}: ${name}`),
      ),
    harms: [{ type: 'AWS::Lambda::Function', spoil: instead(/"Variables":\{/, '"Variables":{"VK_ACCESS_TOKEN":"x",') }],
  },
  'no value of the environment looks like a secret': {
    holds: (all) =>
      of(all, 'AWS::Lambda::Function').flatMap(([id, one]) =>
        Object.entries(variables.parse(at(one.Properties, 'Environment.Variables')))
          .filter(([, value]) => secretShaped.test(text(value)))
          .map(([name]) => `${id}: ${name}`),
      ),
    harms: [
      {
        type: 'AWS::Lambda::Function',
        spoil: instead(/"CONCORD_STAGE":"test"/, '"CONCORD_STAGE":"AKIAIOSFODNN7EXAMPLE"'),
      },
      {
        type: 'AWS::Lambda::Function',
        spoil: instead(/"CONCORD_STAGE":"test"/, '"CONCORD_STAGE":"9f86d081884c7d659a2feaa0c55ad015"'),
      },
    ],
  },
}
