import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Stack } from 'aws-cdk-lib'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { functions } from '../infra/functions.ts'
import { machinePermissions } from '../infra/machine-permissions.ts'
import { namesOf } from '../infra/names.ts'
import { permissions } from '../infra/permissions.ts'
import { newApp, withNag } from '../infra/stacks.ts'
import { type Resources, stubBundles, synthesise } from './builders/infra.ts'
import { at, statementsOf } from './builders/template-rules/rule.ts'

let first: ReturnType<typeof synthesise>
let resources: Resources

beforeAll(() => {
  const dist = stubBundles()
  first = synthesise({ nag: true, dist })
  resources = first.resources
  expect(synthesise({ dist }).texts, 'a second synthesis').toEqual(first.texts)
}, 180_000)

const report = z.object({
  pluginReports: z.array(
    z.object({
      pluginName: z.string(),
      conclusion: z.string(),
      violations: z.array(z.unknown()),
      suppressedViolations: z.array(z.looseObject({ ruleName: z.string() })),
    }),
  ),
})

describe('the template', () => {
  it('passes cdk-nag: nothing that is not explained, and only three rules need explaining', () => {
    const { pluginReports } = report.parse(
      JSON.parse(readFileSync(join(first.outdir, 'validation-report.json'), 'utf8')),
    )
    const nag = pluginReports.find(({ pluginName }) => pluginName === 'AwsSolutions')
    expect(nag).toMatchObject({ conclusion: 'success', violations: [] })
    const rules = nag?.suppressedViolations.map(({ ruleName }) => ruleName.replace(/\[.*/, ''))
    expect([...new Set(rules)].sort()).toEqual(['AwsSolutions-APIG4', 'AwsSolutions-IAM5', 'AwsSolutions-SQS3'])
  })

  it('is refused by cdk-nag when a finding is not explained', () => {
    const app = newApp({ outdir: mkdtempSync(join(tmpdir(), 'concord-synth-')), analyticsReporting: false })
    const pipeline = new Stack(app, 'Bare')
    new Bucket(pipeline, 'Bucket')
    expect(() => withNag({ app, pipeline }).app.synth()).toThrow(/AwsSolutions-S10/)
  })

  it('runs every function of the registry from its bundle, under its own name', () => {
    const made = Object.values(resources).filter((one) => one.Type === 'AWS::Lambda::Function')
    const names = made.map((one) => at(one.Properties, 'FunctionName')).sort()
    expect(names).toEqual(functions.map(({ name }) => namesOf('test').of(name)).sort())
    for (const one of made) expect(at(one.Properties, 'Handler')).toBe('index.handler')
  })

  it.each(functions)('has a handler for $name', ({ entry }) => {
    expect(existsSync(resolve(import.meta.dirname, '..', entry))).toBe(true)
  })

  it('gives each role the rows of permissions.ts, its log and tracing, and no more', () => {
    const roles = { ...permissions, nightly: machinePermissions }
    const own = /^(xray|logs):|^lambda:InvokeFunction$/
    for (const [name, grants] of Object.entries(roles)) {
      const given = statementsOf(resources, 'AWS::IAM::Policy')
        .filter(([id]) => id.startsWith(`${name}role`))
        .flatMap(([, one]) => one.Action)
      const wanted = grants.flatMap(({ actions }) => actions)
      expect([...new Set(given.filter((action) => !own.test(action)))].sort(), name).toEqual(
        [...new Set(wanted)].sort(),
      )
    }
  })

  it('lets nobody delete versions, buckets, tables or secrets', () => {
    const all = statementsOf(resources, 'AWS::IAM::Policy').flatMap(([, one]) => one.Action)
    expect(
      all.filter((action) => /DeleteObjectVersion|DeleteBucket|dynamodb:Delete|DeleteSecret/.test(action)),
    ).toEqual([])
  })

  it('tells functions what shared/config-aws.ts asks for', () => {
    const pull = Object.values(resources).find((one) => at(one.Properties, 'FunctionName') === 'concord-test-pull')
    expect(at(pull?.Properties, 'Environment.Variables')).toMatchObject({
      CONCORD_STAGE: 'test',
      LAKE_BUCKET: 'concord-test-lake-123456789012',
      INBOX_BUCKET: 'concord-test-inbox-123456789012',
      RESULTS_BUCKET: 'concord-test-results-123456789012',
      STATE_TABLE: 'concord-test-state',
      ATHENA_WORKGROUP: 'concord-test',
      GLUE_DATABASE: 'concord_test',
      SECRETS_PREFIX: 'concord/test/',
      SECRETS_KEY: 'alias/concord-test-personal',
      MAIL_FROM: 'concord@example.com',
      MAIL_TO: 'head-of-sales@example.com',
    })
  })

  it('lets webhooks in by two routes and nothing else', () => {
    const routes = Object.values(resources).filter((one) => one.Type === 'AWS::ApiGatewayV2::Route')
    expect(routes.map((one) => at(one.Properties, 'RouteKey')).sort()).toEqual([
      'POST /hooks/{connection}',
      'POST /hooks/{connection}/{proof+}',
    ])
  })

  it('starts the night at the hour of the company', () => {
    const schedule = Object.values(resources).find((one) => one.Type === 'AWS::Scheduler::Schedule')
    expect(schedule?.Properties).toMatchObject({
      ScheduleExpression: 'cron(30 6 * * ? *)',
      ScheduleExpressionTimezone: 'Europe/Moscow',
    })
  })

  it('describes each record for Athena, without its partition among the columns', () => {
    const lead = Object.values(resources).find(
      (one) => one.Type === 'AWS::Glue::Table' && at(one.Properties, 'TableInput.Name') === 'lead',
    )
    const columns = z.array(z.object({ Name: z.string(), Type: z.string() }))
    const found = columns.parse(at(lead?.Properties, 'TableInput.StorageDescriptor.Columns'))
    expect(found).toContainEqual({ Name: 'created_at', Type: 'timestamp' })
    expect(found.map(({ Name }) => Name)).not.toContain('source')
    expect(columns.parse(at(lead?.Properties, 'TableInput.PartitionKeys')).map(({ Name }) => Name)).toEqual([
      'source',
      'month',
    ])
  })
})
