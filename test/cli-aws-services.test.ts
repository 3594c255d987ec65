import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetWorkGroupCommand,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { GetObjectCommand, NoSuchKey, S3Client } from '@aws-sdk/client-s3'
import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  ExecutionAlreadyExists,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { machineAt } from '#cli/aws/machine.ts'
import { probeOf } from '#cli/aws/probe.ts'

const region = { region: 'eu-central-1' }
const sfn = mockClient(SFNClient)
const s3 = mockClient(S3Client)
const athena = mockClient(AthenaClient)
const dynamo = mockClient(DynamoDBClient)

// The mocks are on the classes, which other files of this process use too.
afterAll(() => {
  for (const mock of [sfn, s3, athena, dynamo]) mock.restore()
})

beforeEach(() => {
  for (const mock of [sfn, s3, athena, dynamo]) mock.reset()
})

const arn = 'arn:aws:states:eu-central-1:123456789012:stateMachine:concord-test-nightly'
const machine = machineAt(arn, new SFNClient(region))

describe('the machine', () => {
  it('is started by name, with the day or with nothing', async () => {
    sfn.on(StartExecutionCommand).resolves({})
    await machine.start('by-hand-1', {})
    expect(sfn.call(0).args[0].input).toEqual({ stateMachineArn: arn, name: 'by-hand-1', input: '{}' })
  })

  it('is looked at by the execution of that name', async () => {
    sfn.on(DescribeExecutionCommand).resolves({ status: 'FAILED', error: 'FixData', cause: 'chk' })
    expect(await machine.look('by-hand-1')).toEqual({ status: 'FAILED', error: 'FixData', cause: 'chk' })
    const execution = 'arn:aws:states:eu-central-1:123456789012:execution:concord-test-nightly:by-hand-1'
    expect(sfn.call(0).args[0].input).toEqual({ executionArn: execution })
  })

  it('tells the states of all pages of its history', async () => {
    const entered = (id: number, name: string) => ({
      id,
      type: 'TaskStateEntered' as const,
      timestamp: new Date(0),
      stateEnteredEventDetails: { name },
    })
    sfn
      .on(GetExecutionHistoryCommand)
      .resolvesOnce({ events: [entered(1, 'ListConnections')], nextToken: 'more' })
      .resolvesOnce({ events: [entered(2, 'PullAll')] })
    expect(await machine.entered('x')).toEqual(['ListConnections', 'PullAll'])
  })

  it('says by whom it was refused', async () => {
    sfn.on(StartExecutionCommand).rejects(new ExecutionAlreadyExists({ message: 'there is one', $metadata: {} }))
    await expect(machine.start('by-hand-1', {})).rejects.toThrow(/StartExecution/)
  })
})

describe('the probe', () => {
  const probe = probeOf({
    s3: new S3Client(region),
    athena: new AthenaClient(region),
    dynamo: new DynamoDBClient(region),
    sfn: new SFNClient(region),
  })

  it('reads states and limits', async () => {
    dynamo.on(DescribeTableCommand).resolves({ Table: { TableStatus: 'ACTIVE' } })
    sfn.on(DescribeStateMachineCommand).resolves({ status: 'ACTIVE' })
    athena
      .on(GetWorkGroupCommand)
      .resolves({ WorkGroup: { Name: 'g', Configuration: { BytesScannedCutoffPerQuery: 20e9 } } })
    expect([await probe.table('t'), await probe.machine(arn), await probe.workgroup('g')]).toEqual([
      'ACTIVE',
      'ACTIVE',
      20e9,
    ])
  })

  it('nothing published is no error; anything else is', async () => {
    s3.on(GetObjectCommand).rejects(new NoSuchKey({ message: 'no', $metadata: {} }))
    expect(await probe.published('lake')).toBeUndefined()
    s3.on(GetObjectCommand).rejects(new Error('AccessDenied'))
    await expect(probe.published('lake')).rejects.toThrow('AccessDenied')
  })

  it('validates a statement without running it', async () => {
    athena.on(StartQueryExecutionCommand).resolves({ QueryExecutionId: 'q' })
    athena
      .on(GetQueryExecutionCommand)
      .resolvesOnce({ QueryExecution: { Status: { State: 'RUNNING' } } })
      .resolvesOnce({ QueryExecution: { Status: { State: 'FAILED', StateChangeReason: 'line 1:8: no such column' } } })
    expect(await probe.validate('select x', 'concord_test_b_1', 'concord-test')).toBe('line 1:8: no such column')
    expect(athena.call(0).args[0].input).toMatchObject({
      QueryString: 'EXPLAIN (TYPE VALIDATE) select x',
      WorkGroup: 'concord-test',
    })
  })
})
