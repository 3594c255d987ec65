import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Cdk } from '#cli/aws/cdk.ts'
import { type DeployParts, deploy, destroy } from '#cli/aws/deploy.ts'
import { awsFindings } from '#cli/aws/doctor.ts'
import type { Execution, Machine } from '#cli/aws/machine.ts'
import { deployed, type Outputs, outputsPath, placeOf } from '#cli/aws/place.ts'
import type { Probe } from '#cli/aws/probe.ts'
import { runOnAws } from '#cli/aws/run.ts'
import type { Context } from '#cli/context.ts'
import { exitCodeOf } from '#cli/failure.ts'
import { Bug, FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { settingsText } from './builders/infra-settings.ts'
import { concord } from './builders/run-cli.ts'

async function project(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'concord-aws-'))
  await writeFile(join(dir, 'concord.aws.yaml'), settingsText)
  return dir
}

const outputs: Outputs = {
  LakeBucket: 'lake',
  InboxBucket: 'inbox',
  ResultsBucket: 'results',
  StateTable: 'state',
  NightlyArn: 'arn:aws:states:eu-central-1:123456789012:stateMachine:concord-test-nightly',
  DoorUrl: 'https://door/hooks/',
}

async function deployedProject(): Promise<string> {
  const dir = await project()
  await mkdir(join(dir, '.concord'))
  await writeFile(outputsPath(dir, 'test'), JSON.stringify({ a: { LakeBucket: 'lake' }, b: outputs }))
  return dir
}

/** A context that keeps what it is told. */
function context(projectDir: string, more: Partial<Context> = {}): Context & { readonly told: string[] } {
  const told: string[] = []
  const made = {
    projectDir,
    language: 'en' as const,
    json: false,
    yes: false,
    signal: new AbortController().signal,
    tell: (notes: readonly { en: string }[]) => told.push(...notes.map(({ en }) => en)),
    runtime: () => {
      throw new Bug({ code: 'TEST', what: say('не нужно', 'not needed') })
    },
    told,
    ...more,
  }
  return { ...made, at: () => context(projectDir) }
}

/** A cdk that writes one template where it is told to and remembers its orders. */
function fakeCdk(exit = 0): Cdk & { readonly orders: string[] } {
  const orders: string[] = []
  return {
    orders,
    async run(words) {
      orders.push(words[0]!)
      const out = words[words.indexOf('--output') + 1]
      const Resources = { A: { Type: 'AWS::S3::Bucket' }, B: { Type: 'AWS::S3::Bucket' }, C: { Type: 'AWS::KMS::Key' } }
      if (words[0] === 'synth') await writeFile(join(out!, 'Storage.template.json'), JSON.stringify({ Resources }))
      return words[0] === 'synth' ? 0 : exit
    },
  }
}

const parts = (cdk: Cdk, answer: string | undefined): DeployParts => ({
  packageRoot: '/package',
  cdk,
  identity: async () => '123456789012 …ABCD',
  ask: answer === undefined ? undefined : async () => answer,
})

describe('concord deploy', () => {
  it('shows who, what and the cost, asks for the name, then deploys', async () => {
    const [ctx, cdk] = [context(await project()), fakeCdk()]
    const outcome = await deploy(ctx, 'test', parts(cdk, 'test'))
    expect(ctx.told.join('\n')).toMatch(
      /123456789012 …ABCD\nWill stand: 1 × KMS::Key, 2 × S3::Bucket\nAbout, a month .*\$\d/,
    )
    expect(cdk.orders).toEqual(['synth', 'deploy'])
    expect(outcome.result).toMatchObject({ resources: { 'AWS::S3::Bucket': 2 } })
  })

  it.each([
    ['another name', 'prod', /not confirmed/],
    ['nobody to ask', undefined, /confirmation/],
  ])('%s: nothing is deployed', async (_, answer, says) => {
    const [ctx, cdk] = [context(await project()), fakeCdk()]
    await expect(deploy(ctx, 'test', parts(cdk, answer))).rejects.toThrow(says)
    expect(cdk.orders).toEqual(['synth'])
  })

  it('asks nothing with --yes, and says so when cdk fails', async () => {
    const [ctx, cdk] = [context(await project(), { yes: true }), fakeCdk(1)]
    const failure = await deploy(ctx, 'test', parts(cdk, undefined)).catch((error: unknown) => error)
    expect(exitCodeOf(failure)).toBe(5)
    expect(cdk.orders).toEqual(['synth', 'deploy'])
  })

  it('a stage that is not in the settings is refused before anything runs', async () => {
    const cdk = fakeCdk()
    await expect(deploy(context(await project()), 'prod', parts(cdk, 'prod'))).rejects.toThrow(/no stage “prod”/)
    expect(cdk.orders).toEqual([])
  })

  it('destroys the pipeline and never what is kept', async () => {
    const orders: (readonly string[])[] = []
    const cdk: Cdk = { run: async (words) => orders.push(words) - orders.length }
    const outcome = await destroy(context(await project(), { yes: true }), 'test', parts(cdk, undefined))
    expect(orders).toHaveLength(1)
    expect(orders[0]).toEqual(expect.arrayContaining(['destroy', 'Pipeline', '--exclusively']))
    expect(orders[0]).not.toContain('--all')
    expect(outcome.result).toMatchObject({ kept: 'concord-test-storage' })
  })
})

/** A machine that shows one more of these looks each time; the last one stays. */
function fakeMachine(looks: readonly (Execution & { states: readonly string[] })[]) {
  const started: [string, object][] = []
  let turn = -1
  const now = () => looks[Math.min(turn, looks.length - 1)]!
  const machine: Machine = {
    start: async (name, input) => void started.push([name, input]),
    look: async () => {
      turn++
      return now()
    },
    entered: async () => now().states,
  }
  return { machine, started }
}

const follow = (machine: Machine) => ({ machine, reports: 's3://lake/reports/', now: () => 0, pollMs: 1 })
const running = { status: 'RUNNING', states: ['ListConnections', 'PullAll', 'Pull', 'Pull'] } as const
const done = { status: 'SUCCEEDED', states: [...running.states, 'Plan', 'Levels', 'Deliver'] } as const

describe('concord run --on aws', () => {
  it('starts a named run, says each step once and prints where the report is', async () => {
    const [ctx, { machine, started }] = [context('/p'), fakeMachine([running, running, done])]
    const outcome = await runOnAws(ctx, { stage: 'test', asOf: '2026-10-05' }, follow(machine))
    expect(started).toEqual([['by-hand-1970-01-01T00-00-00-000Z', { as_of: '2026-10-05' }]])
    expect(ctx.told.slice(1)).toEqual([
      'Reading the sources',
      'Looking what has changed',
      'Building the marts',
      'Sending it out',
    ])
    expect(outcome.print).toEqual(['s3://lake/reports/'])
  })

  it('follows a run that goes on already', async () => {
    const { machine, started } = fakeMachine([done])
    await runOnAws(context('/p'), { stage: 'test', follow: 'nightly-1' }, follow(machine))
    expect(started).toEqual([])
  })

  it('Ctrl-C leaves it running and says how to go on', async () => {
    const abort = new AbortController()
    const ctx = context('/p', { signal: abort.signal })
    setTimeout(() => abort.abort(), 20)
    const failure = await runOnAws(ctx, { stage: 'test' }, follow(fakeMachine([running]).machine)).catch(
      (e: unknown) => e,
    )
    expect(exitCodeOf(failure)).toBe(130)
    expect(ctx.told.at(-1)).toContain('concord run --on aws --stage test --follow by-hand-')
  })

  it.each([
    [{ status: 'FAILED', error: 'FixData', cause: 'chk_spend: 3 rows', states: [] } as const, 1, /chk_spend: 3 rows/],
    [{ status: 'TIMED_OUT', states: [] } as const, 5, /TIMED_OUT/],
  ])('a run that ends as $0.status is told with its cause', async (look, code, says) => {
    const failure = await runOnAws(context('/p'), { stage: 'test' }, follow(fakeMachine([look]).machine)).catch(
      (e: unknown) => e,
    )
    expect(exitCodeOf(failure)).toBe(code)
    expect(String(failure)).toMatch(says)
  })
})

const healthy: Probe = {
  bucket: async () => undefined,
  table: async () => 'ACTIVE',
  workgroup: async () => 20e9,
  machine: async () => 'ACTIVE',
  published: async () => ({ build: 'b1', asOf: '2026-10-05', at: 0 }),
  validate: async () => undefined,
}

async function examine(probe: Partial<Probe>, now = 0) {
  const place = placeOf(await project(), 'test')
  const models = [{ name: 'fct_kpi', sql: 'select 1' }]
  const identity = async () => '…ABCD'
  return awsFindings({ place, outputs, probe: { ...healthy, ...probe }, identity, models, now: () => now })
}

const badOnes = (findings: Awaited<ReturnType<typeof examine>>) =>
  findings.filter(({ ok }) => !ok).map(({ what }) => what.en)

describe('concord doctor --aws', () => {
  it('finds nothing where all is well', async () => {
    const findings = await examine({})
    expect(badOnes(findings)).toEqual([])
    expect(findings.map(({ what }) => what.en)).toContain('Models that Athena accepts: 1')
  })

  it.each<[string, Partial<Probe>, number, RegExp]>([
    [
      'a bucket that is not ours',
      { bucket: async () => Promise.reject(new Error('403')) },
      0,
      /Bucket lake: Error: 403/,
    ],
    ['a table that is being deleted', { table: async () => 'DELETING' }, 0, /Table state: DELETING/],
    ['a group without a limit', { workgroup: async () => undefined }, 0, /no scan limit/],
    ['nothing published', { published: async () => undefined }, 0, /nothing is published/],
    ['an old publication', {}, 31 * 3_600_000, /31 h old/],
    ['a model that Athena refuses', { validate: async () => 'line 3:1: no' }, 0, /fct_kpi: line 3:1: no/],
  ])('names %s', async (_, probe, now, says) => {
    expect(badOnes(await examine(probe, now)).join('\n')).toMatch(says)
  })
})

describe('where a stage is', () => {
  it('comes from what the deployment answered', async () => {
    expect(deployed(placeOf(await deployedProject(), 'test')).NightlyArn).toBe(outputs.NightlyArn)
    const place = placeOf(await project(), 'test')
    expect(() => deployed(place)).toThrow(FixConfig)
  })
})

describe('the verbs', () => {
  const nobody = {
    env: {
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
      AWS_CONFIG_FILE: '/nowhere',
      AWS_ACCESS_KEY_ID: '',
      AWS_SECRET_ACCESS_KEY: '',
    },
  }

  it.each([
    [['deploy', 'test'], 'no AWS credentials'],
    [['deploy', '--yes', 'test'], 'no AWS credentials'],
    [['diff', 'test'], 'no AWS credentials'],
    [['destroy', 'test'], 'no AWS credentials'],
    [['deploy', 'other'], 'no stage “other”'],
    [['deploy'], 'is missing'],
    [['run', '--on', 'aws', '--stage', 'test'], 'has not been deployed'],
    [['doctor', '--aws', '--stage', 'test'], 'has not been deployed'],
  ])('%j without credentials: exit 2 and a sentence', async (words, says) => {
    const run = await concord([...words, '--project', await project()], nobody)
    expect(run.stderr).toContain(says)
    expect(run.code).toBe(2)
  })

  it('says in Russian where the settings are missing', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'concord-aws-'))
    const run = await concord(['deploy', 'prod', '--lang', 'ru', '--project', dir], nobody)
    expect(run.stderr).toContain('файла с настройками AWS нет')
  })
})
